package dev.tandem.editor.cli;

/** A command could not do what was asked. The message is a sentence for a person. */
public final class CommandFailure extends Exception {

    /** Says why. */
    public CommandFailure(String message) {
        super(message);
    }

    /** Says why. */
    public CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
