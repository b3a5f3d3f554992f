package dev.tandem.editor.hub;

/** The hub cannot be reached or did not do what was asked. The message is a sentence for a person. */
public final class HubRefusedException extends Exception {

    private final int status;

    /**
     * Says what did not work.
     *
     * @param status the HTTP status of the answer, or 0 if there was none
     */
    public HubRefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Says why there was no answer. */
    public HubRefusedException(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
    }

    /** The HTTP status of the answer, or 0 if there was none. */
    public int status() {
        return status;
    }
}
