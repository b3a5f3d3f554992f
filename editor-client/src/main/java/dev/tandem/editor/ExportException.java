package dev.tandem.editor;

/** A document cannot become a file; an older file of that name is as it was. The message is a clear sentence for a person. */
public final class ExportException extends Exception {

    /** Says why. */
    public ExportException(String message) {
        super(message);
    }

    /** Says why. */
    public ExportException(String message, Throwable cause) {
        super(message, cause);
    }
}
