package dev.tandem.hub.auth;

/** The login service cannot be asked for its keys now. The message is a clear sentence for a person. */
public final class IssuerUnavailableException extends Exception {

    /** Says what failed. */
    public IssuerUnavailableException(String message) {
        super(message);
    }

    /** Says what failed, and why. */
    public IssuerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
