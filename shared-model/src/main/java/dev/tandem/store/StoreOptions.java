package dev.tandem.store;

import java.time.Duration;

/**
 * The knobs of a {@link DurableLog}; {@link #defaults()} suits editor and hub.
 *
 * @param groupWindow how long the first append of a group waits at most for others to share its force or commit; 0 to
 *     40 ms, default 2 ms. A longer window costs the disk less and the writer patience; appends that arrive while a force
 *     runs share the next one in any case
 * @param segmentBytes the size at which a journal segment is closed and the next one begun; 4 KiB to 1 GiB, default
 *     4 MiB. Only closed segments are ever dropped, so this is also what a quiet journal keeps
 * @param batchWindow how long a forced update waits at most before it is written into H2 together with others; 0 to
 *     60 s, default 1 s. Nothing depends on it but the size of H2's file and of the journal's tail
 * @param journalRetention how long a journal segment is kept after H2 synced past it; default 2 minutes. H2 uses freed
 *     space again after 45 s and has been seen to lose what it had synced, so anything below 46 s is for tests only
 * @param closePatience how long {@link DurableLog#close} keeps trying against a disk or database that fails before it
 *     gives up what is queued; default 5 s
 */
public record StoreOptions(
        Duration groupWindow,
        int segmentBytes,
        Duration batchWindow,
        Duration journalRetention,
        Duration closePatience) {

    private static final Duration LONGEST_GROUP_WINDOW = Duration.ofMillis(40);
    private static final Duration LONGEST_BATCH_WINDOW = Duration.ofSeconds(60);
    private static final int SMALLEST_SEGMENT = 4 << 10;
    private static final int LARGEST_SEGMENT = 1 << 30;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public StoreOptions {
        within("groupWindow", groupWindow, LONGEST_GROUP_WINDOW);
        within("batchWindow", batchWindow, LONGEST_BATCH_WINDOW);
        within("journalRetention", journalRetention, Duration.ofDays(365));
        within("closePatience", closePatience, Duration.ofHours(1));
        if (segmentBytes < SMALLEST_SEGMENT || segmentBytes > LARGEST_SEGMENT) {
            throw new IllegalArgumentException(
                    "segmentBytes is " + segmentBytes + ", not " + SMALLEST_SEGMENT + " to " + LARGEST_SEGMENT);
        }
    }

    /** The defaults that are named above. */
    public static StoreOptions defaults() {
        return new StoreOptions(
                Duration.ofMillis(2), 4 << 20, Duration.ofSeconds(1), Duration.ofMinutes(2), Duration.ofSeconds(5));
    }

    /** The same with another {@link #groupWindow}. */
    public StoreOptions withGroupWindow(Duration window) {
        return new StoreOptions(window, segmentBytes, batchWindow, journalRetention, closePatience);
    }

    /** The same with another {@link #segmentBytes}. */
    public StoreOptions withSegmentBytes(int bytes) {
        return new StoreOptions(groupWindow, bytes, batchWindow, journalRetention, closePatience);
    }

    /** The same with another {@link #batchWindow}. */
    public StoreOptions withBatchWindow(Duration window) {
        return new StoreOptions(groupWindow, segmentBytes, window, journalRetention, closePatience);
    }

    /** The same with another {@link #journalRetention}. */
    public StoreOptions withJournalRetention(Duration retention) {
        return new StoreOptions(groupWindow, segmentBytes, batchWindow, retention, closePatience);
    }

    /** The same with another {@link #closePatience}. */
    public StoreOptions withClosePatience(Duration patience) {
        return new StoreOptions(groupWindow, segmentBytes, batchWindow, journalRetention, patience);
    }

    private static void within(String name, Duration value, Duration longest) {
        if (value.isNegative() || value.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    name + " is " + value.toMillis() + " ms, not 0 to " + longest.toMillis() + " ms");
        }
    }
}
