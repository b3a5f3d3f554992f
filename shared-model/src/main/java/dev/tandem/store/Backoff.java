package dev.tandem.store;

import java.time.Duration;

/** The waits between tries against a disk or database that fails: 50 ms, then doubling to 5 s. Confined to its writer. */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Duration next = FIRST;

    /** The wait before the next try; the one after it is longer. */
    Duration next() {
        Duration wait = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return wait;
    }

    /** It worked: the next failure starts anew. */
    void reset() {
        next = FIRST;
    }
}
