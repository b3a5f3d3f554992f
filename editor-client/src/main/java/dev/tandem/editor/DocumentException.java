package dev.tandem.editor;

/** What was asked of a document cannot be done. The message is a clear sentence for a person. */
public final class DocumentException extends Exception {

    /** Says why. */
    public DocumentException(String message) {
        super(message);
    }
}
