package dev.tandem.editor.sync;

import dev.tandem.model.DocumentId;
import dev.tandem.protocol.AwarenessUpdate;
import dev.tandem.protocol.HocuspocusCodec;
import dev.tandem.protocol.HocuspocusFrame;
import dev.tandem.protocol.HocuspocusMessage;
import dev.tandem.protocol.MalformedDocumentMessageException;
import dev.tandem.protocol.MalformedMessageException;
import dev.tandem.protocol.Update;
import dev.tandem.protocol.WireLimits;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket to a hub, for all documents that are on it, in the Hocuspocus dialect. It connects, joins the documents a few
 * at a time, exchanges what is missing on either side, and then sends edits merged over a short window; when the socket
 * breaks it waits with full jitter and begins anew. Nothing of that holds up an edit.
 *
 * <p>May be used from any thread; the work is done on one thread of its own, and nothing there waits.
 */
public final class HubLane implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HubLane.class);

    /** The hub keeps what comes before it knows us in a bounded queue, so not all documents join at once. */
    private static final int JOINING_AT_ONCE = 16;

    /** A connection that lived this long was a good one; the next failure starts with a short wait again. */
    private static final Duration GOOD_CONNECTION = Duration.ofSeconds(5);
    /** How often silence is looked for. */
    private static final Duration TICK = Duration.ofSeconds(1);

    private final URI address;
    private final HttpClient client;
    private final TokenSource tokens;
    private final LaneSettings settings;
    private final Consumer<LaneState> listener;
    private final ScheduledExecutorService thread;
    private final ExecutorService lane;
    private final HocuspocusCodec codec = HocuspocusCodec.readingServer(WireLimits.defaults());
    private final FullJitter jitter;

    private final Map<String, LaneDocument> documents = new LinkedHashMap<>();
    private @Nullable HubSocket socket;
    private String token = "";
    /** It is about to connect from the first moment on: nobody makes a lane for another purpose. */
    private volatile LaneState state = new LaneState.Connecting();

    private @Nullable ScheduledFuture<?> nextAttempt;
    private boolean flushing;
    private int attempt;
    private long lastSignNanos;
    private long lastPingNanos;
    private long openedNanos;

    /**
     * A lane that does nothing until {@link #start()}.
     *
     * @param address the hub's {@code ws} or {@code wss} address with the path {@code /sync}
     * @param listener told, on the lane's thread, after each change of {@link #state()}
     */
    public HubLane(
            URI address, HttpClient client, TokenSource tokens, LaneSettings settings, Consumer<LaneState> listener) {
        this.address = address;
        this.client = client;
        this.tokens = tokens;
        this.settings = settings;
        this.listener = listener;
        this.jitter = new FullJitter(settings.firstRetry(), settings.longestRetry(), RandomGenerator.getDefault());
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "hub-lane");
            made.setDaemon(true);
            return made;
        });
        this.lane = thread;
    }

    /** Connects, now and whenever the connection is lost, until {@link #close()}. */
    public void start() {
        run(() -> {
            if (plan(this::tickAndPlan, TICK) != null) {
                connect();
            }
        });
    }

    /** How the socket stands. */
    public LaneState state() {
        return state;
    }

    /**
     * Puts a document on the lane, or gives it another holder.
     *
     * @param waiting how many of its edits the hub had not acknowledged when this device last knew; ignored if the
     *     document is on the lane already
     */
    public void attach(SyncedDocument document, int waiting) {
        run(() -> {
            LaneDocument known = documents.get(document.id().value());
            if (known != null) {
                known.replaceSource(document);
                return;
            }
            LaneDocument added = new LaneDocument(document, waiting, lane);
            documents.put(document.id().value(), added);
            added.part(whyApart());
            joinSome();
        });
    }

    /** Takes a document off the lane. */
    public void detach(DocumentId id) {
        run(() -> {
            LaneDocument removed = documents.remove(id.value());
            if (removed != null) {
                removed.leave();
            }
        });
    }

    /** Sends an edit that is in the document already; merged with what comes within the send window. */
    public void offer(DocumentId id, Update update) {
        onDocument(id, document -> document.offer(update));
    }

    /** Sends what the person shows of themselves; of several within the send window the last. */
    public void show(DocumentId id, AwarenessUpdate presence) {
        onDocument(id, document -> document.show(presence));
    }

    /** Asks again for a document that the hub refused, for its rights may be others now. */
    public void askAgain(DocumentId id) {
        run(() -> {
            LaneDocument document = documents.get(id.value());
            if (document != null) {
                document.forgetRefusal();
                joinSome();
            }
        });
    }

    /** Tries now: after a login, or because somebody wants to see it happen. Does nothing while the socket is open. */
    public void resume() {
        run(() -> {
            if (socket == null && !(state instanceof LaneState.Connecting)) {
                jitter.reset();
                connect();
            }
        });
    }

    /** Drops the socket as a broken line would, and comes back by itself. */
    public void interrupt() {
        run(() -> {
            if (socket != null) {
                lost("The connection was interrupted.");
            }
        });
    }

    /** Sends what is collected, leaves the hub and ends the thread. Edits it did not acknowledge are asked for next time. */
    @Override
    public void close() {
        run(() -> {
            documents.values().forEach(LaneDocument::flush);
            HubSocket open = socket;
            if (open != null) {
                open.close();
                socket = null;
            }
            attempt++;
            cancelAttempt();
        });
        thread.shutdown();
    }

    private void onDocument(DocumentId id, Consumer<LaneDocument> action) {
        run(() -> {
            LaneDocument document = documents.get(id.value());
            if (document != null) {
                action.accept(document);
                flushSoon(document);
            }
        });
    }

    private void flushSoon(LaneDocument document) {
        if (!flushing && document.hasSomethingToSend()) {
            flushing = plan(this::flush, settings.sendWindow()) != null;
        }
    }

    private void flush() {
        flushing = false;
        for (LaneDocument document : documents.values()) {
            document.flush();
            if (socket != null) {
                flushSoon(document);
            }
        }
    }

    private void connect() {
        cancelAttempt();
        int mine = ++attempt;
        become(new LaneState.Connecting());
        CompletableFuture<Void> unused = tokens.token()
                .thenComposeAsync(
                        got -> {
                            token = got;
                            return HubSocket.open(
                                    client, address, settings.connectTimeout(), lane, new SocketEvents(mine));
                        },
                        lane)
                .handleAsync(
                        (opened, failed) -> {
                            if (mine != attempt) {
                                if (opened != null) {
                                    opened.abort();
                                }
                            } else if (opened != null) {
                                opened(opened);
                            } else if (failed != null) {
                                failed(failed);
                            }
                            return null;
                        },
                        lane);
    }

    private void opened(HubSocket opened) {
        socket = opened;
        openedNanos = System.nanoTime();
        lastSignNanos = openedNanos;
        lastPingNanos = openedNanos;
        become(new LaneState.Open());
        joinSome();
    }

    private void failed(Throwable failure) {
        Throwable cause = FailureSentences.cause(failure);
        if (cause instanceof TokenSource.LoginNeededException needed) {
            pause(needed.getMessage() == null ? "Log in again to go on." : needed.getMessage());
        } else {
            LOG.debug("Connecting to {} failed: {}", address, cause.toString());
            lost(FailureSentences.of(address, cause));
        }
    }

    private void pause(String reason) {
        drop();
        become(new LaneState.Paused(reason));
    }

    private void lost(String reason) {
        if (socket != null && System.nanoTime() - openedNanos > GOOD_CONNECTION.toNanos()) {
            jitter.reset();
        }
        drop();
        become(new LaneState.Offline(reason));
        cancelAttempt();
        nextAttempt = plan(this::connect, jitter.next());
    }

    private void drop() {
        attempt++;
        HubSocket open = socket;
        socket = null;
        if (open != null) {
            open.abort();
        }
    }

    private void cancelAttempt() {
        ScheduledFuture<?> planned = nextAttempt;
        if (planned != null) {
            planned.cancel(false);
            nextAttempt = null;
        }
    }

    private void become(LaneState next) {
        state = next;
        if (!(next instanceof LaneState.Open)) {
            documents.values().forEach(document -> document.part(whyApart()));
        }
        listener.accept(next);
    }

    private LinkStatus.Link whyApart() {
        LaneState now = state;
        if (now instanceof LaneState.Offline offline) {
            return new LinkStatus.Offline(offline.reason());
        }
        if (now instanceof LaneState.Paused paused) {
            return new LinkStatus.Paused(paused.reason());
        }
        return new LinkStatus.Connecting();
    }

    private void joinSome() {
        HubSocket open = socket;
        if (open == null) {
            return;
        }
        long joining = documents.values().stream()
                .filter(LaneDocument::isAuthenticating)
                .count();
        for (LaneDocument document : documents.values()) {
            if (joining >= JOINING_AT_ONCE) {
                return;
            }
            if (document.isApart() || document.wantsToAskAgain()) {
                document.join(open, token);
                joining++;
            }
        }
    }

    private void tickAndPlan() {
        ScheduledFuture<?> unused = plan(this::tickAndPlan, TICK);
        tick();
    }

    private void tick() {
        HubSocket open = socket;
        if (open == null) {
            return;
        }
        long now = System.nanoTime();
        if (now - lastSignNanos > settings.silence().toNanos()) {
            lost("The hub does not answer any more.");
            return;
        }
        if (now - lastPingNanos > settings.pingInterval().toNanos()) {
            lastPingNanos = now;
            open.ping();
        }
        joinSome();
    }

    private void take(byte[] bytes) {
        lastSignNanos = System.nanoTime();
        HubSocket open = socket;
        try {
            HocuspocusFrame frame = codec.decode(bytes);
            if (frame instanceof HocuspocusFrame.Addressed addressed) {
                take(addressed);
            } else if (frame instanceof HocuspocusFrame.Ping && open != null) {
                open.send(HocuspocusCodec.encode(new HocuspocusFrame.Pong()));
            }
        } catch (MalformedDocumentMessageException malformed) {
            // One bad message of a hub is no reason to lose the other documents; the next difference repairs this one.
            LOG.warn(
                    "The hub sent a malformed message about {}",
                    malformed.address().documentName(),
                    malformed);
        } catch (MalformedMessageException malformed) {
            LOG.warn("The hub sent a malformed frame", malformed);
            lost("The hub sent something that Tandem does not understand.");
        }
    }

    private void take(HocuspocusFrame.Addressed frame) {
        LaneDocument document = documents.get(frame.address().documentName());
        if (document == null) {
            return;
        }
        if (frame.message() instanceof HocuspocusMessage.AuthRequest) {
            refreshToken(document);
            return;
        }
        document.take(frame.message());
        joinSome();
    }

    private void refreshToken(LaneDocument document) {
        int mine = attempt;
        CompletableFuture<Void> unused = tokens.token()
                .handleAsync(
                        (fresh, failed) -> {
                            if (mine != attempt) {
                                return null;
                            }
                            if (fresh != null) {
                                token = fresh;
                                document.sendToken(fresh);
                            } else if (failed != null) {
                                failed(failed);
                            }
                            return null;
                        },
                        lane);
    }

    /** Runs a task after a while; null if the lane is closed, which another thread may do at any moment. */
    private @Nullable ScheduledFuture<?> plan(Runnable task, Duration delay) {
        try {
            return thread.schedule(() -> guard(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("The lane is closed already");
            return null;
        }
    }

    private void run(Runnable task) {
        try {
            lane.execute(() -> guard(task));
        } catch (RejectedExecutionException closed) {
            LOG.debug("The lane is closed already");
        }
    }

    private void guard(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException defect) {
            // A defect here must not leave the lane silently dead: it begins anew with the next connection.
            LOG.error("The hub lane failed", defect);
            lost("Tandem's link to the hub failed and starts again.");
        }
    }

    private final class SocketEvents implements HubSocket.Events {

        private final int mine;

        SocketEvents(int mine) {
            this.mine = mine;
        }

        @Override
        public void frame(byte[] frame) {
            if (mine == attempt) {
                take(frame);
            }
        }

        @Override
        public void sign() {
            if (mine == attempt) {
                lastSignNanos = System.nanoTime();
            }
        }

        @Override
        public void closed(int code, String reason) {
            if (mine == attempt) {
                LOG.debug("The hub closed the socket: {} {}", code, reason);
                lost(FailureSentences.ofClose(code));
            }
        }
    }
}
