package dev.tandem.crdt;

/**
 * A run of text that one client wrote.
 *
 * @param clientId the Yjs client id of the writer
 * @param length UTF-16 units, at least 1
 */
public record Authorship(long clientId, int length) {}
