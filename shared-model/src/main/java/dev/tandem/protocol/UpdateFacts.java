package dev.tandem.protocol;

import java.util.List;

/**
 * What an inspected update holds.
 *
 * @param structs the clocks that it has structs for, in the order of the update; a client that has a gap appears twice
 * @param deleted the clocks that it deletes
 */
public record UpdateFacts(List<ClockRange> structs, List<ClockRange> deleted) {

    /** Keeps unmodifiable copies. */
    public UpdateFacts {
        structs = List.copyOf(structs);
        deleted = List.copyOf(deleted);
    }

    /**
     * Some consecutive units of one client.
     *
     * @param clientId the client that made them
     * @param from the first clock
     * @param to the clock after the last
     */
    public record ClockRange(long clientId, int from, int to) {

        /** How many units. */
        public int length() {
            return to - from;
        }
    }

    /** Whether the update says nothing. */
    public boolean isEmpty() {
        return structs.isEmpty() && deleted.isEmpty();
    }

    /** How many units are in the structs, those that have since been deleted included. */
    public long units() {
        return structs.stream().mapToLong(ClockRange::length).sum();
    }
}
