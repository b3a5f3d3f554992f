package dev.tandem.hub.room;

import dev.tandem.protocol.AwarenessUpdate;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.SyncMessage;
import dev.tandem.protocol.Update;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of one reader's updates from the room to its connection. While the connection takes what it is given, updates
 * go straight through. When it does not, they queue up and leave as one merged update; when the queue is over its bound,
 * the reader is <em>stale</em>: the queue is dropped, and once the connection takes more, one difference from the last
 * state that the reader is known to have repairs everything.
 *
 * <p>Not thread-safe: lives on its room's context.
 */
final class Delivery {

    private enum Phase {
        /** Has not asked for the document yet; nothing is relayed. */
        SILENT,
        /** A difference is being made; what comes meanwhile follows it. */
        CATCHING_UP,
        /** Follows what happens. */
        LIVE
    }

    private final Reader reader;
    private final RoomSettings settings;
    private final Merger merger;
    /** Asks the room for a difference from this state. */
    private final Consumer<StateVector> repair;

    private final RoomMeters meters;

    private Phase phase = Phase.SILENT;
    private final Deque<Outgoing> pieces = new ArrayDeque<>();
    private final List<Update> queue = new ArrayList<>();
    private int queuedBytes;
    private boolean stale;
    private boolean presenceMissed;
    /** What the reader has for certain, from the moment that something waits for it. */
    private @Nullable StateVector known;

    Delivery(Reader reader, RoomSettings settings, Merger merger, RoomMeters meters, Consumer<StateVector> repair) {
        this.reader = reader;
        this.settings = settings;
        this.merger = merger;
        this.meters = meters;
        this.repair = repair;
    }

    /** Whether updates are relayed to this reader. */
    boolean follows() {
        return phase != Phase.SILENT;
    }

    /** A difference is being made that brings the reader to this state; what is queued is part of it. */
    void catchUp(StateVector willHave) {
        phase = Phase.CATCHING_UP;
        known = willHave;
        stale = false;
        clearQueue();
    }

    /** The difference is there. */
    void caughtUp(List<Outgoing> difference) {
        pieces.addAll(difference);
        phase = Phase.LIVE;
        pump();
    }

    /**
     * Relays some updates.
     *
     * @param shared the frame that holds them all, for readers that keep up
     * @param before what the reader has without them
     */
    void offer(List<Update> updates, Outgoing shared, Supplier<StateVector> before) {
        if (phase == Phase.SILENT || stale) {
            return;
        }
        if (phase == Phase.LIVE && pieces.isEmpty() && queue.isEmpty()) {
            if (!reader.congested()) {
                reader.send(shared);
                return;
            }
            known = before.get();
        }
        queue.addAll(updates);
        for (Update update : updates) {
            queuedBytes += update.size();
        }
        if (queuedBytes > settings.readerQueueBytes() || queue.size() > settings.readerQueueUpdates()) {
            stale = true;
            clearQueue();
            meters.stale.increment();
        }
    }

    /** Tells who is here; a congested reader gets the newest states later. */
    void offerPresence(Outgoing presence) {
        if (reader.congested()) {
            presenceMissed = true;
        } else {
            reader.send(presence);
        }
    }

    /** Sends what waits, as long as the connection takes it. */
    void pump() {
        while (phase == Phase.LIVE && !reader.congested()) {
            Outgoing piece = pieces.poll();
            if (piece != null) {
                reader.send(piece);
            } else if (stale) {
                StateVector from = known;
                if (from == null) {
                    throw new IllegalStateException("a stale reader's state is unknown");
                }
                repair.accept(from);
                return;
            } else if (!queue.isEmpty()) {
                List<Update> updates = List.copyOf(queue);
                clearQueue();
                merger.merge(updates).forEach(update -> reader.send(Outgoing.of(new SyncMessage.Change(update))));
            } else {
                return;
            }
        }
    }

    /** Whether the reader missed changes of presence and can be told now. */
    boolean wantsPresence() {
        return presenceMissed && !reader.congested();
    }

    /** Tells everyone's state to a reader that missed some. */
    void presence(AwarenessUpdate everyone) {
        presenceMissed = false;
        reader.send(Outgoing.of(everyone));
    }

    private void clearQueue() {
        queue.clear();
        queuedBytes = 0;
    }
}
