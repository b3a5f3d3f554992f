package dev.tandem.hub.auth;

/** A token proves nothing. The message says why and holds nothing of the token. */
public final class TokenRefusedException extends Exception {

    /** Says why. */
    public TokenRefusedException(String message) {
        super(message);
    }

    /** Says why, and what noticed it. */
    public TokenRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
