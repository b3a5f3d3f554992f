package dev.tandem.protocol;

/** A peer sent a frame that is larger than this side takes; the socket closes with code 1009. */
public final class MessageTooLargeException extends MalformedMessageException {

    /** Names the size and the limit, both in bytes. */
    public MessageTooLargeException(int bytes, int limitBytes) {
        super("a frame of " + bytes + " bytes is larger than the limit of " + limitBytes);
    }
}
