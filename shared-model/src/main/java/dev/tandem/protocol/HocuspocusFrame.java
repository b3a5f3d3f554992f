package dev.tandem.protocol;

/** A frame of the Hocuspocus dialect, where one socket carries many documents. */
public sealed interface HocuspocusFrame {

    /** A message about a document. */
    record Addressed(DocumentAddress address, HocuspocusMessage message) implements HocuspocusFrame {}

    /** The bare byte {@code 09} of a server: are you there? Only providers from version 4 on know it. */
    record Ping() implements HocuspocusFrame {}

    /** The bare byte {@code 0A} of a client: I am. */
    record Pong() implements HocuspocusFrame {}
}
