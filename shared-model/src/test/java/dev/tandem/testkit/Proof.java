package dev.tandem.testkit;

import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;

/** How long a seeded proof runs: briefly by default, in full under the Maven profile {@code proof}. */
public final class Proof {

    private static final boolean FULL = Boolean.getBoolean("tandem.proof");

    private Proof() {}

    /** Whether the long form was asked for. */
    public static boolean isFull() {
        return FULL;
    }

    /** The count for this run. */
    public static int rounds(int brief, int full) {
        return FULL ? full : brief;
    }

    /**
     * As many seeds as this run takes: the fixed 1, 2, 3, ... and at the end one that is new each time. The system
     * property {@code tandem.seed} replaces them all with one, to replay a failure.
     */
    public static LongStream seeds(int brief, int full) {
        Long wanted = Long.getLong("tandem.seed");
        if (wanted != null) {
            return LongStream.of(wanted);
        }
        int count = rounds(brief, full);
        return LongStream.concat(
                LongStream.range(1, count),
                LongStream.of(ThreadLocalRandom.current().nextLong()));
    }
}
