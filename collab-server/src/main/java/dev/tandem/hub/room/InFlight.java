package dev.tandem.hub.room;

import dev.tandem.model.DocumentId;
import dev.tandem.protocol.Update;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The updates of a document that are on their way to the disk, by the order they came in.
 *
 * <p>Not thread-safe: lives on its room's context.
 */
final class InFlight {

    private static final Logger logger = LoggerFactory.getLogger(InFlight.class);

    /** How much may wait in the log for all documents together before no room reads on. */
    private static final long STORE_QUEUE_BYTES = 64L << 20;

    private record Waiter(long through, Runnable action) {}

    private final DocumentId id;
    private final Context context;
    private final RoomWorld world;
    private final SortedMap<Long, Update> entries = new TreeMap<>();
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private long last;
    private long bytes;

    InFlight(DocumentId id, Context context, RoomWorld world) {
        this.id = id;
        this.context = context;
        this.world = world;
    }

    /** Appends an update to the log; {@code durable} runs on the room's context once it is safe. */
    void append(Update update, Runnable durable) {
        long number = ++last;
        entries.put(number, update);
        bytes += update.size();
        world.meters().updates.increment();
        world.meters().updateBytes.increment(update.size());
        Timer.Sample sample = Timer.start();
        Future.fromCompletionStage(world.log().append(id, update), context).onComplete(result -> {
            if (result.failed()) {
                // The log retries everything else itself; this happens only when it is closed before it could write.
                logger.error("An update of {} was not stored and is not acknowledged: {}", id, reason(result.cause()));
                return;
            }
            sample.stop(world.meters().commit);
            entries.remove(number);
            bytes -= update.size();
            durable.run();
            runWaiters();
        });
    }

    private static String reason(Throwable failure) {
        return failure instanceof CancellationException ? "the log was closed" : String.valueOf(failure.getMessage());
    }

    /** Runs an action on the room's context once everything appended so far is durable, and its owners know. */
    void whenAllDurable(Runnable action) {
        waiters.add(new Waiter(last, action));
        runWaiters();
    }

    private void runWaiters() {
        Waiter next = waiters.peek();
        while (next != null && (entries.isEmpty() || entries.firstKey() > next.through())) {
            waiters.remove();
            next.action().run();
            next = waiters.peek();
        }
    }

    /** The updates themselves, in their order. */
    List<Update> updates() {
        return new ArrayList<>(entries.values());
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Whether more is on its way than may be. */
    boolean isFull() {
        return bytes > world.settings().inFlightBytes() || world.log().queuedBytes() > STORE_QUEUE_BYTES;
    }

    /** Whether so much has arrived that reading can go on. */
    boolean hasRoom() {
        return bytes <= world.settings().inFlightBytes() / 2 && world.log().queuedBytes() <= STORE_QUEUE_BYTES / 2;
    }
}
