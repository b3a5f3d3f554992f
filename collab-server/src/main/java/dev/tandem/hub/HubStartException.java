package dev.tandem.hub;

/** The hub cannot start. The message is a clear sentence for a person. */
public final class HubStartException extends Exception {

    /** Says why. */
    public HubStartException(String message) {
        super(message);
    }

    /** Says why, and what noticed it. */
    public HubStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
