package dev.tandem.editor.sync;

import dev.tandem.crdt.Updates;
import dev.tandem.editor.sync.LinkStatus.Link;
import dev.tandem.model.DocumentId;
import dev.tandem.protocol.AwarenessUpdate;
import dev.tandem.protocol.DocumentAddress;
import dev.tandem.protocol.HocuspocusCodec;
import dev.tandem.protocol.HocuspocusMessage;
import dev.tandem.protocol.MalformedUpdateException;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.SyncMessage;
import dev.tandem.protocol.Update;
import dev.tandem.protocol.UpdateInspector;
import dev.tandem.protocol.UpdateSplitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One document on a lane: who waits for whom since the socket opened, and what the hub has acknowledged.
 *
 * <p>The hub answers each step 2 and each change of ours with one status, in order. So what is under way is a queue of
 * numbers of edits, and an edit is <em>waiting</em> from the moment it is offered until the status of the message that
 * held it. A socket that breaks puts what was under way back: the next step 2 holds it.
 *
 * <p>Confined to the lane's thread.
 */
final class LaneDocument {

    private static final Logger LOG = LoggerFactory.getLogger(LaneDocument.class);
    private static final int MOST_MERGED = 200;
    private static final long SLOW_LINE_BYTES = 1 << 20;
    private static final int PIECE_BYTES = 256 << 10;
    private static final Duration DENIED_FOR = Duration.ofMinutes(5);
    private static final Duration CLOSED_FOR = Duration.ofSeconds(10);
    private static final String ONLY_READ = "You may only read this document. What you wrote stays on this device.";

    /** Names a version so that the hub knows that this client understands its Ping. */
    private static final String VERSION = "tandem 0.1.0";

    private enum Phase {
        /** No socket, or not joined yet. */
        APART,
        /** Token and step 1 are out; the hub has not said who we are. */
        AUTHENTICATING,
        /** The hub knows us; difference and answer are under way. */
        SYNCING,
        /** Both differences are in. */
        LIVE,
        /** The hub will not serve this document to us on this socket. */
        SHUT
    }

    private final Executor lane;
    private final DocumentAddress address;
    private SyncedDocument source;

    private @Nullable HubSocket socket;
    private Phase phase = Phase.APART;
    private Link apart = new LinkStatus.Connecting();
    private boolean readOnly;
    private @Nullable String refusal;
    private long askAgainNanos;

    private boolean collecting;
    private boolean heardStep2;
    /** What the hub said it has, until its answer is sent. */
    private @Nullable StateVector asked;

    private boolean answered;
    private int answersUnderWay;

    private final List<Update> collected = new ArrayList<>();
    private final ArrayDeque<Integer> underWay = new ArrayDeque<>();
    private int unsent;
    private @Nullable AwarenessUpdate presence;
    private @Nullable LinkStatus told;

    LaneDocument(SyncedDocument source, int waiting, Executor lane) {
        this.source = source;
        this.unsent = waiting;
        this.lane = lane;
        this.address = DocumentAddress.of(source.id().value());
    }

    DocumentId id() {
        return source.id();
    }

    boolean isApart() {
        return phase == Phase.APART;
    }

    boolean isAuthenticating() {
        return phase == Phase.AUTHENTICATING;
    }

    /** Whether it was shut for long enough to ask once more: rights come back, and so do overloaded hubs. */
    boolean wantsToAskAgain() {
        return phase == Phase.SHUT && System.nanoTime() - askAgainNanos >= 0;
    }

    /** Makes a shut document ask again at the next opportunity. */
    void forgetRefusal() {
        if (phase == Phase.SHUT) {
            askAgainNanos = System.nanoTime();
        }
    }

    /**
     * Somebody else holds the document now. What the old one had may not have reached it, and what the old one was asked for
     * is not waited for any more, so the new one is asked for all of it again.
     */
    void replaceSource(SyncedDocument newSource) {
        if (newSource == source) {
            return;
        }
        source = newSource;
        told = null;
        tell();
        if (phase == Phase.APART || phase == Phase.SHUT) {
            return;
        }
        askForTheRest();
        StateVector unanswered = asked;
        if (unanswered != null) {
            answer(unanswered);
        }
        if (phase != Phase.AUTHENTICATING) {
            sendPresence();
        }
    }

    /** The socket is open: says who we are and what we have, without waiting in between. */
    void join(HubSocket opened, String token) {
        socket = opened;
        phase = Phase.AUTHENTICATING;
        refusal = null;
        send(new HocuspocusMessage.AuthToken(token, VERSION));
        askForTheRest();
        tell();
    }

    /** The socket is gone, or this document leaves it. */
    void part(Link why) {
        socket = null;
        phase = Phase.APART;
        apart = why;
        collecting = false;
        heardStep2 = false;
        asked = null;
        answered = false;
        answersUnderWay = 0;
        collected.clear();
        underWay.forEach(edits -> unsent += edits);
        underWay.clear();
        tell();
    }

    /** Tells the hub that this socket is done with the document. */
    void leave() {
        if (socket != null) {
            send(new HocuspocusMessage.Close(""));
        }
    }

    void show(AwarenessUpdate update) {
        presence = update;
    }

    void offer(Update update) {
        unsent++;
        if (collecting && !readOnly) {
            collected.add(update);
        }
        tell();
    }

    boolean hasSomethingToSend() {
        return !collected.isEmpty() || presence != null;
    }

    /** Sends what was collected, as few messages as merging allows; leaves it for later while the line is slow. */
    void flush() {
        HubSocket opened = socket;
        if (opened == null || phase == Phase.SHUT) {
            collected.clear();
            presence = null;
            return;
        }
        if (opened.queuedBytes() > SLOW_LINE_BYTES) {
            return;
        }
        if (answered) {
            for (int from = 0; from < collected.size(); from += MOST_MERGED) {
                List<Update> some = collected.subList(from, Math.min(collected.size(), from + MOST_MERGED));
                unsent -= some.size();
                sendPieces(merged(some), some.size(), false);
            }
            collected.clear();
        }
        AwarenessUpdate news = presence;
        if (news != null && phase != Phase.AUTHENTICATING) {
            send(new HocuspocusMessage.Awareness(news));
            presence = null;
        }
    }

    void sendToken(String token) {
        send(new HocuspocusMessage.AuthToken(token, VERSION));
    }

    void take(HocuspocusMessage message) {
        if (message instanceof HocuspocusMessage.Sync sync) {
            take(sync.message());
        } else if (message instanceof HocuspocusMessage.Awareness awareness) {
            source.receive(awareness.update());
        } else if (message instanceof HocuspocusMessage.Authenticated granted) {
            readOnly = granted.readOnly();
            if (phase == Phase.AUTHENTICATING) {
                phase = Phase.SYNCING;
                sendPresence();
            }
            tell();
        } else if (message instanceof HocuspocusMessage.PermissionDenied) {
            // The hub says the same for an unknown and for a forbidden document, and its words are not for people.
            shut("The hub does not let you open this document. What you write stays on this device.", DENIED_FOR);
        } else if (message instanceof HocuspocusMessage.Close) {
            if (phase != Phase.SHUT) {
                shut("The hub has closed this document. What you write stays on this device.", CLOSED_FOR);
            }
        } else if (message instanceof HocuspocusMessage.SyncStatus status) {
            take(status);
        } else if (message instanceof HocuspocusMessage.QueryAwareness) {
            sendPresence();
        }
    }

    private void take(SyncMessage message) {
        if (message instanceof SyncMessage.Step1 step1) {
            answer(step1.have());
        } else if (message instanceof SyncMessage.Step2 step2) {
            source.receive(step2.update());
            heardStep2 = true;
            becomeLive();
        } else if (message instanceof SyncMessage.Change change) {
            source.receive(change.update());
        }
    }

    private void take(HocuspocusMessage.SyncStatus status) {
        Integer edits = underWay.poll();
        if (edits == null) {
            return;
        }
        if (answersUnderWay > 0) {
            answersUnderWay--;
        }
        if (!status.committed()) {
            unsent += edits;
            refusal = "The hub did not take what you wrote. It stays on this device.";
        } else {
            becomeLive();
        }
        tell();
    }

    private void becomeLive() {
        if (phase == Phase.SYNCING && heardStep2 && answered && answersUnderWay == 0) {
            phase = Phase.LIVE;
        }
        tell();
    }

    private void shut(String reason, Duration pause) {
        part(new LinkStatus.Refused(reason));
        phase = Phase.SHUT;
        refusal = reason;
        askAgainNanos = System.nanoTime() + pause.toNanos();
        tell();
    }

    private void askForTheRest() {
        ifStillJoined(source.stateVector(), have -> send(new HocuspocusMessage.Sync(new SyncMessage.Step1(have))));
    }

    /**
     * From here on offers are collected. Those made before are in the difference, because the document had them before it
     * was asked; those made meanwhile follow it.
     */
    private void answer(StateVector hubHas) {
        collecting = true;
        collected.clear();
        asked = hubHas;
        int covered = unsent;
        ifStillJoined(source.difference(hubHas), difference -> {
            if (readOnly) {
                if (hasNews(difference)) {
                    refusal = ONLY_READ;
                }
                sendAnswer(Update.empty(), 0);
            } else {
                unsent -= covered;
                sendAnswer(difference, covered);
            }
            tell();
        });
    }

    private void sendAnswer(Update difference, int covered) {
        asked = null;
        answered = true;
        sendPieces(difference, covered, true);
        answersUnderWay = underWay.size();
    }

    /**
     * A large update goes in pieces, so that none takes longer to arrive than anybody waits; it counts as acknowledged with
     * its last one. The last piece of an answer is the step 2.
     */
    private void sendPieces(Update update, int edits, boolean answer) {
        List<Update> pieces = split(update);
        for (int i = 0; i < pieces.size(); i++) {
            boolean last = i == pieces.size() - 1;
            underWay.add(last ? edits : 0);
            send(new HocuspocusMessage.Sync(
                    last && answer ? new SyncMessage.Step2(pieces.get(i)) : new SyncMessage.Change(pieces.get(i))));
        }
    }

    private static List<Update> split(Update update) {
        try {
            return UpdateSplitter.split(update, PIECE_BYTES);
        } catch (MalformedUpdateException ownUpdate) {
            throw new IllegalStateException("an update of our own making cannot be split", ownUpdate);
        }
    }

    /** Whether it holds text that the hub lacks; deletions are in every difference and say nothing. */
    private static boolean hasNews(Update difference) {
        try {
            return !UpdateInspector.inspect(difference.bytes()).structs().isEmpty();
        } catch (MalformedUpdateException ownUpdate) {
            throw new IllegalStateException("a difference of our own making is malformed", ownUpdate);
        }
    }

    private void sendPresence() {
        ifStillJoined(source.presence(), own -> {
            if (!own.isEmpty()) {
                send(new HocuspocusMessage.Awareness(own));
            }
        });
    }

    private void send(HocuspocusMessage message) {
        HubSocket opened = socket;
        if (opened != null) {
            opened.send(HocuspocusCodec.encode(address, message));
        }
    }

    private static Update merged(List<Update> updates) {
        try {
            return Updates.merge(List.copyOf(updates));
        } catch (MalformedUpdateException ownUpdate) {
            throw new IllegalStateException("updates of our own making do not merge", ownUpdate);
        }
    }

    /** Runs the rest on the lane's thread, unless the socket or the document's holder changed meanwhile. */
    private <T> void ifStillJoined(CompletableFuture<T> future, Consumer<T> rest) {
        HubSocket askedOn = socket;
        SyncedDocument asked = source;
        BiConsumer<@Nullable T, @Nullable Throwable> onLane = (result, failed) -> {
            if (socket != askedOn || source != asked || askedOn == null) {
                return;
            }
            if (failed != null || result == null) {
                LOG.warn("Document {} cannot be read for the hub", address.documentName(), failed);
                shut(
                        "This document cannot be read on this device now, so it is not exchanged with the hub.",
                        CLOSED_FOR);
            } else {
                rest.accept(result);
            }
        };
        CompletableFuture<T> unused = future.whenCompleteAsync(onLane, lane);
    }

    private void tell() {
        int waiting = unsent;
        for (int edits : underWay) {
            waiting += edits;
        }
        LinkStatus now = new LinkStatus(link(waiting), waiting, readOnly);
        if (!now.equals(told)) {
            told = now;
            source.linkChanged(now);
        }
    }

    private Link link(int waiting) {
        String reason = refusal;
        if (reason != null && phase != Phase.APART) {
            return new LinkStatus.Refused(reason);
        }
        return switch (phase) {
            case APART -> apart;
            case AUTHENTICATING -> new LinkStatus.Connecting();
            case SYNCING, SHUT -> new LinkStatus.Syncing();
            case LIVE -> readOnly && waiting > 0 ? new LinkStatus.Refused(ONLY_READ) : new LinkStatus.Live();
        };
    }
}
