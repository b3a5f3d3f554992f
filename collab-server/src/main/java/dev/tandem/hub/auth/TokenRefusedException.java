package dev.tandem.hub.auth;

/** A token proves nothing. The message says why and holds nothing of the token. */
public final class TokenRefusedException extends Exception {

    private final boolean ended;

    /** Says why. */
    public TokenRefusedException(String message) {
        super(message);
        this.ended = false;
    }

    private TokenRefusedException() {
        super("The token has ended.");
        this.ended = true;
    }

    /** For one that was good once. */
    public static TokenRefusedException ofEnded() {
        return new TokenRefusedException();
    }

    /** Whether it was good once, so that a new one helps. */
    public boolean hasEnded() {
        return ended;
    }

    /** Says why, and what noticed it. */
    public TokenRefusedException(String message, Throwable cause) {
        super(message, cause);
        this.ended = false;
    }
}
