package dev.tandem.hub.room;

import dev.tandem.protocol.Lib0Writer;
import dev.tandem.protocol.MalformedUpdateException;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.Update;
import dev.tandem.protocol.UpdateFacts;
import dev.tandem.protocol.UpdateFacts.ClockRange;
import dev.tandem.protocol.UpdateInspector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a document holds, as ranges of clocks: which units were written, and which were deleted. With it a room knows its
 * state vector and can tell an update that says nothing new, all without the document itself. That matters: each client
 * that joins sends all the deletions it knows of, and storing and relaying them every time would drown a busy document.
 *
 * <p>Not thread-safe: lives on its room's context, or on the worker that makes it.
 */
final class Coverage {

    private final Map<Long, ClockRanges> written = new HashMap<>();
    private final Map<Long, ClockRanges> deleted = new HashMap<>();

    /** The coverage of these updates together. */
    static Coverage of(Iterable<Update> updates) throws MalformedUpdateException {
        Coverage coverage = new Coverage();
        for (Update update : updates) {
            coverage.add(UpdateInspector.inspect(update.bytes()));
        }
        return coverage;
    }

    /** Takes what an update holds. */
    void add(UpdateFacts facts) {
        add(written, facts.structs());
        add(deleted, facts.deleted());
    }

    /** Whether an update says nothing that is not there already. */
    boolean covers(UpdateFacts facts) {
        return covers(written, facts.structs()) && covers(deleted, facts.deleted());
    }

    /** Whether everything in {@code other} is in this too. */
    boolean covers(Coverage other) {
        return covers(written, other.written) && covers(deleted, other.deleted);
    }

    /** The state vector: for each client the first clock that is missing. */
    StateVector stateVector() {
        return stateVectorBefore(List.of());
    }

    /** A state vector of the document as it was before these updates came, or of a little less. */
    StateVector stateVectorBefore(List<UpdateFacts> updates) {
        Map<Long, Integer> clocks = new HashMap<>();
        written.forEach((client, ranges) -> clocks.put(client, ranges.contiguousEnd()));
        for (UpdateFacts facts : updates) {
            for (ClockRange range : facts.structs()) {
                clocks.merge(range.clientId(), range.from(), Math::min);
            }
        }
        clocks.values().removeIf(clock -> clock == 0);
        Lib0Writer writer = new Lib0Writer().varUint(clocks.size());
        clocks.forEach((client, clock) -> writer.varUint(client).varUint(clock));
        return StateVector.trusted(writer.toByteArray());
    }

    private static void add(Map<Long, ClockRanges> all, List<ClockRange> ranges) {
        for (ClockRange range : ranges) {
            all.computeIfAbsent(range.clientId(), client -> new ClockRanges()).add(range.from(), range.to());
        }
    }

    private static boolean covers(Map<Long, ClockRanges> all, List<ClockRange> ranges) {
        for (ClockRange range : ranges) {
            ClockRanges known = all.get(range.clientId());
            if (known == null || !known.contains(range.from(), range.to())) {
                return false;
            }
        }
        return true;
    }

    private static boolean covers(Map<Long, ClockRanges> all, Map<Long, ClockRanges> others) {
        for (Map.Entry<Long, ClockRanges> other : others.entrySet()) {
            ClockRanges known = all.get(other.getKey());
            ClockRanges ranges = other.getValue();
            for (int i = 0; i < ranges.size(); i++) {
                if (known == null || !known.contains(ranges.from(i), ranges.to(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
