package dev.tandem.store;

import java.time.Duration;

/** Waiting for the log's own threads. */
final class Threads {

    private static final Duration FOR_EVER = Duration.ofDays(10_000);

    private Threads() {}

    /** Waits until the thread has ended, whatever happens to the caller: half a close would lose what is queued. */
    static void join(Thread thread) {
        join(thread, FOR_EVER);
    }

    /** The same, but not longer than the patience; false when the thread has not ended then. */
    static boolean join(Thread thread, Duration patience) {
        boolean interrupted = false;
        long end = System.nanoTime() + patience.toNanos();
        while (thread.isAlive() && System.nanoTime() - end < 0) {
            try {
                thread.join((end - System.nanoTime()) / 1_000_000 + 1);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
