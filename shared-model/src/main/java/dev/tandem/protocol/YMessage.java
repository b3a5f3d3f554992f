package dev.tandem.protocol;

/** A message of the y-websocket dialect, where one socket is one document. */
public sealed interface YMessage {

    /** Type 0. */
    record Sync(SyncMessage message) implements YMessage {}

    /** Type 1. */
    record Awareness(AwarenessUpdate update) implements YMessage {}

    /** Type 2, server to client only: the document may not be used. */
    record AuthDenied(String reason) implements YMessage {}

    /** Type 3: send me all awareness states. */
    record QueryAwareness() implements YMessage {}
}
