package dev.tandem.protocol;

/** A peer sent bytes that are not what they claim to be. The message says what is wrong, never what the bytes were. */
public class MalformedMessageException extends Exception {

    /** Says what is wrong with the bytes. */
    public MalformedMessageException(String message) {
        super(message);
    }

    /** Says what is wrong with the bytes, and what noticed it. */
    public MalformedMessageException(String message, Throwable cause) {
        super(message, cause);
    }
}
