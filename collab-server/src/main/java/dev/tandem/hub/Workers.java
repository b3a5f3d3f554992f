package dev.tandem.hub;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;

/**
 * The hub's workers, and how many jobs they have. Vert.x interrupts its workers and goes when it is closed, and leaves them
 * running: a job that asks the store something then asks a closed one. So the hub waits for its workers first.
 *
 * <p>For any thread.
 */
final class Workers implements WorkerExecutor {

    private final WorkerExecutor pool;
    private final Promise<Void> idle = Promise.promise();

    /* Guarded by this. */
    private int jobs;
    private boolean closed;

    /** Closes the pool, too, when it is closed. */
    Workers(WorkerExecutor pool) {
        this.pool = pool;
    }

    @Override
    public <T> Future<T> executeBlocking(Callable<T> job, boolean ordered) {
        synchronized (this) {
            if (closed) {
                return Future.failedFuture(new RejectedExecutionException("the hub is stopping"));
            }
            jobs++;
        }
        try {
            return pool.executeBlocking(
                    () -> {
                        try {
                            return job.call();
                        } finally {
                            done();
                        }
                    },
                    ordered);
        } catch (RuntimeException e) {
            done();
            throw e;
        }
    }

    private void done() {
        boolean last;
        synchronized (this) {
            jobs--;
            last = closed && jobs == 0;
        }
        if (last) {
            idle.tryComplete();
        }
    }

    /** How many jobs run or wait for a worker. */
    synchronized int jobs() {
        return jobs;
    }

    /** Takes no more jobs; done once all that were taken have ended. */
    @Override
    public Future<Void> close() {
        boolean none;
        synchronized (this) {
            closed = true;
            none = jobs == 0;
        }
        if (none) {
            idle.tryComplete();
        }
        return idle.future().compose(nothing -> pool.close());
    }
}
