package dev.tandem.hub.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.crdt.TextDocument;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.Update;
import dev.tandem.protocol.UpdateFacts;
import dev.tandem.protocol.UpdateFacts.ClockRange;
import dev.tandem.protocol.UpdateInspector;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoverageTest {

    @Test
    void rangesMeanTheSameAsSingleClocks() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        ClockRanges ranges = new ClockRanges();
        BitSet clocks = new BitSet();
        for (int i = 0; i < 2_000; i++) {
            int from = random.nextInt(1_000);
            int to = from + 1 + random.nextInt(20);
            if (random.nextInt(3) > 0) {
                ranges.add(from, to);
                clocks.set(from, to);
            }
            assertThat(ranges.contains(from, to))
                    .as("seed %d, step %d", seed, i)
                    .isEqualTo(clocks.get(from, to).cardinality() == to - from);
            assertThat(ranges.contiguousEnd()).isEqualTo(clocks.nextClearBit(0));
        }
        for (int i = 1; i < ranges.size(); i++) {
            assertThat(ranges.from(i)).isGreaterThan(ranges.to(i - 1));
        }
    }

    @Test
    void theStateVectorIsThatOfTheDocument() throws Exception {
        try (TextDocument ana = TextDocument.open(1);
                TextDocument ben = TextDocument.open(2)) {
            List<Update> updates = new ArrayList<>();
            updates.add(ana.splice(0, 0, "hello world"));
            ben.apply(updates.get(0));
            updates.add(ben.splice(5, 6, ", Ben"));
            ana.apply(updates.get(1));
            Coverage coverage = Coverage.of(updates);
            // The order of the clients in a state vector is nobody's business; the difference to it is.
            assertThat(ana.difference(coverage.stateVector())).isEqualTo(ana.difference(ana.stateVector()));
            assertThat(coverage.covers(UpdateInspector.inspect(ana.snapshot().bytes())))
                    .isTrue();
        }
    }

    @Test
    void aDeletionThatIsNewIsNotCovered() throws Exception {
        try (TextDocument ana = TextDocument.open(1)) {
            Coverage coverage = Coverage.of(List.of(ana.splice(0, 0, "abc")));
            UpdateFacts deletion = UpdateInspector.inspect(ana.splice(1, 1, "").bytes());
            assertThat(coverage.covers(deletion)).isFalse();
            coverage.add(deletion);
            assertThat(coverage.covers(deletion)).isTrue();
        }
    }

    @Test
    void aGapKeepsTheStateVectorBack() {
        Coverage coverage = new Coverage();
        coverage.add(new UpdateFacts(List.of(new ClockRange(7, 5, 9)), List.of()));
        assertThat(coverage.stateVector()).isEqualTo(StateVector.empty());
        coverage.add(new UpdateFacts(List.of(new ClockRange(7, 0, 5)), List.of()));
        assertThat(coverage.stateVector()).isEqualTo(StateVector.trusted(new byte[] {1, 7, 9}));
    }

    @Test
    void theStateBeforeSomeUpdatesLacksThem() {
        Coverage coverage = new Coverage();
        coverage.add(new UpdateFacts(List.of(new ClockRange(7, 0, 5)), List.of()));
        UpdateFacts more = new UpdateFacts(List.of(new ClockRange(7, 5, 9), new ClockRange(8, 0, 1)), List.of());
        coverage.add(more);
        assertThat(coverage.stateVectorBefore(List.of(more))).isEqualTo(StateVector.trusted(new byte[] {1, 7, 5}));
    }
}
