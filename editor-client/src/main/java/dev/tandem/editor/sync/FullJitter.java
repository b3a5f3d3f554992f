package dev.tandem.editor.sync;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: any time between nothing and a bound that doubles with each failure. The whole
 * range is drawn from, so that a thousand editors that lost the same hub do not come back together.
 *
 * <p>Not thread-safe: lives on the lane's thread.
 */
final class FullJitter {

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private int failures;

    FullJitter(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    Duration next() {
        long bound = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures, 20));
        failures++;
        return Duration.ofMillis(random.nextLong(bound + 1));
    }

    void reset() {
        failures = 0;
    }
}
