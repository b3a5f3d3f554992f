package dev.tandem.store;

import java.util.List;

/**
 * What a journal found when it was replayed.
 *
 * @param segments how many segments were read
 * @param entries how many whole records they held
 * @param tornSegments the segments that were being written when the writing stopped, with bytes that are no whole record and
 *     were not acknowledged
 * @param damage what had been on disk and is damaged now, was skipped and kept aside: acknowledged updates may have been in
 *     it
 */
public record JournalReport(int segments, long entries, List<String> tornSegments, List<Damage> damage) {

    /** Keeps unmodifiable copies. */
    public JournalReport {
        tornSegments = List.copyOf(tornSegments);
        damage = List.copyOf(damage);
    }

    /**
     * A damaged part of a segment.
     *
     * @param segment the file's name
     * @param offset where in the file it begins, in bytes
     * @param length how many bytes it has
     * @param keptIn the file with a copy of these bytes
     */
    public record Damage(String segment, int offset, int length, String keptIn) {}
}
