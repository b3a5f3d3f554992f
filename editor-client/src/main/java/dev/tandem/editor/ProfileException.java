package dev.tandem.editor;

/** A profile cannot be used. The message is a clear sentence for a person. */
public final class ProfileException extends Exception {

    /** Says why the profile cannot be used. */
    public ProfileException(String message) {
        super(message);
    }

    /** Says why the profile cannot be used. */
    public ProfileException(String message, Throwable cause) {
        super(message, cause);
    }
}
