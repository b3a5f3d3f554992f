package dev.tandem.editor;

/** The hub or its login did not do what was asked. The message is a clear sentence for a person. */
public final class HubException extends Exception {

    /** Says what did not work. */
    public HubException(String message) {
        super(message);
    }

    /** Says what did not work. */
    public HubException(String message, Throwable cause) {
        super(message, cause);
    }
}
