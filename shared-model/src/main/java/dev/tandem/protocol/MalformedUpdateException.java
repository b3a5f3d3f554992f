package dev.tandem.protocol;

/** A peer's update or state vector is malformed, or asks for more than a document may hold. */
public final class MalformedUpdateException extends MalformedMessageException {

    /** Says what is wrong with the bytes. */
    public MalformedUpdateException(String message) {
        super(message);
    }

    /** Says what is wrong with the bytes, and what noticed it. */
    public MalformedUpdateException(String message, Throwable cause) {
        super(message, cause);
    }
}
