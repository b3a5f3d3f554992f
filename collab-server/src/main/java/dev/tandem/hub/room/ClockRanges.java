package dev.tandem.hub.room;

import java.util.Arrays;

/**
 * A set of clocks of one client, as sorted ranges that neither touch nor overlap. Typing appends to the last range, so
 * that is quick; anything else is a binary search and a move. Not thread-safe.
 */
final class ClockRanges {

    private int[] from = new int[2];
    private int[] to = new int[2];
    private int count;

    /** Adds the clocks from {@code start} up to but not including {@code end}. */
    void add(int start, int end) {
        int first = firstReaching(start);
        int last = first;
        int newStart = start;
        int newEnd = end;
        while (last < count && from[last] <= end) {
            newStart = Math.min(newStart, from[last]);
            newEnd = Math.max(newEnd, to[last]);
            last++;
        }
        replace(first, last, newStart, newEnd);
    }

    /** Whether all clocks from {@code start} up to but not including {@code end} are in it. */
    boolean contains(int start, int end) {
        int index = firstReaching(start);
        return index < count && from[index] <= start && end <= to[index];
    }

    /** The first clock from 0 on that is missing: what a state vector says. */
    int contiguousEnd() {
        return count > 0 && from[0] == 0 ? to[0] : 0;
    }

    /** How many ranges it takes. */
    int size() {
        return count;
    }

    int from(int index) {
        return from[index];
    }

    int to(int index) {
        return to[index];
    }

    /** The index of the first range that ends at {@code clock} or later. */
    private int firstReaching(int clock) {
        if (count == 0 || to[count - 1] < clock) {
            return count;
        }
        int index = Arrays.binarySearch(to, 0, count, clock);
        return index >= 0 ? index : -index - 1;
    }

    private void replace(int first, int last, int start, int end) {
        int shift = 1 - (last - first);
        if (count + shift > from.length) {
            int capacity = from.length * 2;
            from = Arrays.copyOf(from, capacity);
            to = Arrays.copyOf(to, capacity);
        }
        System.arraycopy(from, last, from, last + shift, count - last);
        System.arraycopy(to, last, to, last + shift, count - last);
        from[first] = start;
        to[first] = end;
        count += shift;
    }
}
