package dev.tandem.hub.room;

/** Why a room sends a reader away. */
public enum Dismissal {
    /** The person's access was taken back. */
    REVOKED("You no longer have access to this document."),
    /** The document was deleted. */
    DELETED("This document was deleted."),
    /** The hub cannot serve the document now; trying again later makes sense. */
    TRY_AGAIN("The hub cannot serve this document now. Try again later."),
    /** The hub stops. */
    STOPPING("The hub is stopping.");

    private final String sentence;

    Dismissal(String sentence) {
        this.sentence = sentence;
    }

    /** A sentence for a person. */
    public String sentence() {
        return sentence;
    }
}
