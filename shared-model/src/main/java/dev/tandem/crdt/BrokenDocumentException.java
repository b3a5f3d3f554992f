package dev.tandem.crdt;

/**
 * The native side failed for a reason of its own, a defect: the document was closed and is not to be trusted any more.
 * Open it again from its log.
 */
public final class BrokenDocumentException extends RuntimeException {

    /** Says what the native side reported. */
    public BrokenDocumentException(String message) {
        super(message);
    }
}
