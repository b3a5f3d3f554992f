package dev.tandem.hub.room;

import dev.tandem.model.DocumentId;
import dev.tandem.store.DurableLog;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all rooms share. For any thread.
 *
 * @param vertx timers and contexts
 * @param contexts the event loops that rooms are spread over
 * @param next counts the rooms, to spread them
 * @param workers where documents are made and the store is read
 * @param log the durable home of all updates
 * @param materialiser makes documents
 * @param settings the knobs
 * @param meters the counters
 * @param merger merges what is relayed
 */
record RoomWorld(
        Vertx vertx,
        List<Context> contexts,
        AtomicInteger next,
        WorkerExecutor workers,
        DurableLog log,
        Materialiser materialiser,
        RoomSettings settings,
        RoomMeters meters,
        Merger merger) {

    private static final int LOAD_TRIES = 5;
    private static final long FIRST_PAUSE_MILLIS = 200;

    Context newContext() {
        return contexts.get(Math.floorMod(next.getAndIncrement(), contexts.size()));
    }

    /** Runs a job on a worker; the future completes on the calling context. */
    <T> Future<T> work(Callable<T> job) {
        return workers.executeBlocking(job, false);
    }

    /** Loads a document, trying again for a while when the store cannot be read. */
    Future<Materialiser.Opened> load(DocumentId id) {
        return retrying(() -> materialiser.open(id), LOAD_TRIES, FIRST_PAUSE_MILLIS);
    }

    /** Runs a job on a worker, and again after a growing pause while the store cannot be read. */
    <T> Future<T> retrying(Callable<T> job) {
        return retrying(job, LOAD_TRIES, FIRST_PAUSE_MILLIS);
    }

    private <T> Future<T> retrying(Callable<T> job, int tries, long pauseMillis) {
        return work(job).recover(failure -> {
            if (tries <= 1 || !(failure instanceof dev.tandem.store.StoreException)) {
                return Future.failedFuture(failure);
            }
            Promise<T> later = Promise.promise();
            vertx.setTimer(
                    pauseMillis,
                    timer -> retrying(job, tries - 1, pauseMillis * 2).onComplete(later));
            return later.future();
        });
    }
}
