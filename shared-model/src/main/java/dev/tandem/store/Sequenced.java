package dev.tandem.store;

/**
 * An entry with its place in the log. Numbers are given once, grow, and may have gaps.
 *
 * @param sequence its place, from 1
 */
record Sequenced(long sequence, LogEntry entry) {}
