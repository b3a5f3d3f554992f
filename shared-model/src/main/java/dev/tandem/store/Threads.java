package dev.tandem.store;

/** Waiting for the log's own threads. */
final class Threads {

    private Threads() {}

    /** Waits until the thread has ended, whatever happens to the caller: half a close would lose what is queued. */
    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
