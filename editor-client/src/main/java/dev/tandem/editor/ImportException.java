package dev.tandem.editor;

/** A file cannot become a document. The message is a clear sentence for a person. */
public final class ImportException extends Exception {

    /** Says why. */
    public ImportException(String message) {
        super(message);
    }

    /** Says why. */
    public ImportException(String message, Throwable cause) {
        super(message, cause);
    }
}
