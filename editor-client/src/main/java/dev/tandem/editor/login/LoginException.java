package dev.tandem.editor.login;

/** A login, a refresh or a logout did not work. The message is a sentence for a person and holds no secret. */
public final class LoginException extends Exception {

    private final Kind kind;

    /** What the caller can do about it. */
    public enum Kind {
        /** The login server cannot be reached now; trying again later may work. */
        UNREACHABLE,
        /** The login server, or the person there, said no; only a new login helps. */
        REFUSED,
        /** Something answered that is not what it should be, and is not trusted. */
        UNTRUSTED
    }

    /** Says what did not work. */
    public LoginException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Says what did not work. */
    public LoginException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What the caller can do about it. */
    public Kind kind() {
        return kind;
    }
}
