package dev.tandem.editor.file;

/** A file is not text that can be edited, or a text cannot be written to a file. The message is a sentence for a person. */
public final class FileRefusedException extends Exception {

    /** Says why. */
    public FileRefusedException(String message) {
        super(message);
    }

    /** Says why. */
    public FileRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
