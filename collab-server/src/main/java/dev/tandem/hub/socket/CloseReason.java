package dev.tandem.hub.socket;

import dev.tandem.protocol.MalformedMessageException;

/** What fits into a close frame. */
final class CloseReason {

    /** A close frame's reason has at most 123 bytes; ours are ASCII. */
    private static final int MAX_LENGTH = 120;

    private CloseReason() {}

    static String of(MalformedMessageException e) {
        String message = String.valueOf(e.getMessage());
        return message.length() <= MAX_LENGTH ? message : message.substring(0, MAX_LENGTH);
    }
}
