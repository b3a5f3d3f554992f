package dev.tandem.editor.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FullJitterTest {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** The bounds that docs/sync.md promises, in milliseconds, failure by failure. */
    private static final List<Long> BOUNDS =
            List.of(1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L, 30_000L);

    private static final int ROUNDS = 4_000;

    /** All waits of {@link #ROUNDS} series of failures, by how many failures came before. */
    private static List<List<Long>> draw(long seed) {
        FullJitter jitter = new FullJitter(FIRST, LONGEST, new Random(seed));
        List<List<Long>> waits = new ArrayList<>();
        BOUNDS.forEach(bound -> waits.add(new ArrayList<>()));
        for (int round = 0; round < ROUNDS; round++) {
            waits.forEach(step -> step.add(jitter.next().toMillis()));
            jitter.reset();
        }
        return waits;
    }

    private static long seed() {
        long seed = Long.getLong("tandem.seed", System.nanoTime());
        System.out.println("FullJitterTest: seed " + seed);
        return seed;
    }

    @Test
    void aWaitIsNeverLongerThanItsBoundWhichDoublesUpToTheLongest() {
        long seed = seed();
        List<List<Long>> waits = draw(seed);
        for (int step = 0; step < BOUNDS.size(); step++) {
            long bound = BOUNDS.get(step);
            assertThat(waits.get(step))
                    .as("after %d failures, seed %d", step, seed)
                    .hasSize(ROUNDS)
                    .allMatch(wait -> wait >= 0 && wait <= bound);
        }
    }

    @Test
    void anyTimeOfTheRangeIsAsLikelyAsAnother() {
        long seed = seed();
        List<List<Long>> waits = draw(seed);
        for (int step = 0; step < BOUNDS.size(); step++) {
            int[] tenths = new int[10];
            for (long wait : waits.get(step)) {
                tenths[(int) Math.min(9, wait * 10 / BOUNDS.get(step))]++;
            }
            // 400 are expected in each, with a standard deviation of 19: six of them are left to chance.
            for (int tenth : tenths) {
                assertThat(tenth).as("after %d failures, seed %d", step, seed).isBetween(285, 515);
            }
        }
    }

    @Test
    void afterAGoodConnectionTheWaitsBeginShortAgain() {
        FullJitter jitter = new FullJitter(FIRST, LONGEST, new Random(1));
        for (int failure = 0; failure < 10; failure++) {
            jitter.next();
        }
        jitter.reset();
        assertThat(jitter.next()).isLessThanOrEqualTo(FIRST);
    }

    @Test
    void aThousandFailuresInARowKeepTheLongestBound() {
        FullJitter jitter = new FullJitter(FIRST, LONGEST, new Random(2));
        long most = 0;
        for (int failure = 0; failure < 1_000; failure++) {
            long wait = jitter.next().toMillis();
            assertThat(wait).isBetween(0L, LONGEST.toMillis());
            most = Math.max(most, wait);
        }
        assertThat(most).isGreaterThan(LONGEST.toMillis() / 2);
    }
}
