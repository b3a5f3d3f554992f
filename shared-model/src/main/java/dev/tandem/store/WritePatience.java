package dev.tandem.store;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long writes to a file are tried again: not at all until {@link #begin}, then for ever, until {@link #end}. May be used
 * from any thread.
 */
final class WritePatience {

    private static final Logger LOG = LoggerFactory.getLogger(WritePatience.class);

    /** A write that may fail for now. */
    interface Write {
        void run() throws IOException;
    }

    private final String what;
    private boolean patient;
    private volatile boolean abandoned;
    private volatile @Nullable String failure;

    WritePatience(String what) {
        this.what = what;
    }

    /** The file is open and in use: from now on a failure is no reason to give up. */
    synchronized void begin() {
        patient = true;
    }

    /** The file is being closed: a write that fails now, or waits for its next try, is given up. */
    synchronized void end() {
        patient = false;
        notifyAll();
    }

    /** What fails at the moment, for a person to read. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether a write was given up: then H2 has closed itself, and must not be asked anything more. */
    boolean hasAbandonedWrite() {
        return abandoned;
    }

    void untilDone(Write write) throws IOException {
        Backoff backoff = new Backoff();
        while (true) {
            try {
                write.run();
                if (failure != null) {
                    LOG.info("Writing to {} works again.", what);
                    failure = null;
                }
                return;
            } catch (IOException e) {
                String sentence = "Writing to " + what + " fails: " + Reasons.of(e) + ". It is tried again.";
                if (!pause(backoff)) {
                    abandoned = true;
                    throw e;
                }
                if (failure == null) {
                    LOG.warn("{}", sentence);
                }
                failure = sentence;
            }
        }
    }

    /** False when the writer should give up. An interrupt is kept for later: half a write would ruin the file. */
    private synchronized boolean pause(Backoff backoff) {
        boolean interrupted = false;
        long end = System.nanoTime() + backoff.next().toNanos();
        for (long left = end - System.nanoTime(); patient && left > 0; left = end - System.nanoTime()) {
            try {
                wait(left / 1_000_000 + 1);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return patient;
    }
}
