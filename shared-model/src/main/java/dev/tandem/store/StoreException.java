package dev.tandem.store;

/** The store cannot be read or written now. The message is a clear sentence for a person. */
public class StoreException extends Exception {

    /** Says what could not be done. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Says what could not be done. */
    public StoreException(String message) {
        super(message);
    }
}
