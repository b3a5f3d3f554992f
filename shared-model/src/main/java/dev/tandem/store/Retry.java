package dev.tandem.store;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again until it works, with longer and longer waits, and says meanwhile what fails. Once the queue behind it is
 * closed, it gives up after the given patience.
 *
 * <p>{@link #untilDone} belongs to one writer thread; {@link #failure} may be called from any.
 */
final class Retry {

    private static final Logger LOG = LoggerFactory.getLogger(Retry.class);
    private static final Duration LONGEST_NAP_WHEN_CLOSING = Duration.ofMillis(200);

    /** Something that may fail for now. */
    interface Attempt {
        void run() throws Exception;
    }

    private final String what;
    private final GroupQueue<?> queue;
    private final Duration patience;
    private final Backoff backoff = new Backoff();
    private volatile @Nullable String failure;
    private long giveUpAt;
    private boolean closing;

    Retry(String what, GroupQueue<?> queue, Duration patience) {
        this.what = what;
        this.queue = queue;
        this.patience = patience;
    }

    /** What fails at the moment, for a person to read. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Runs until it works; false when the queue was closed and the patience is at its end. */
    boolean untilDone(Attempt attempt) throws InterruptedException {
        while (true) {
            try {
                attempt.run();
                recovered();
                return true;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                failed(e);
            }
            if (!waitForNextTry()) {
                return false;
            }
        }
    }

    private void failed(Exception e) {
        String sentence = "Writing to " + what + " fails: " + Reasons.of(e) + ". It is tried again.";
        if (failure == null) {
            LOG.warn("{}", sentence);
            LOG.debug("The first of these failures", e);
        }
        failure = sentence;
    }

    private void recovered() {
        if (failure != null) {
            LOG.info("Writing to {} works again.", what);
            failure = null;
        }
        backoff.reset();
    }

    private boolean waitForNextTry() throws InterruptedException {
        Duration wait = backoff.next();
        if (queue.pause(wait)) {
            return true;
        }
        if (!closing) {
            closing = true;
            giveUpAt = System.nanoTime() + patience.toNanos();
        }
        long left = giveUpAt - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        Thread.sleep(Math.min(LONGEST_NAP_WHEN_CLOSING.toMillis(), left / 1_000_000 + 1));
        return true;
    }
}
