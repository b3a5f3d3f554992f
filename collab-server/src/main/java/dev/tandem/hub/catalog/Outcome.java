package dev.tandem.hub.catalog;

/** What came of a change to the catalog. */
public enum Outcome {
    /** It is done. */
    DONE,
    /** It was so already. */
    UNCHANGED,
    /** There is no such document or member. */
    UNKNOWN,
    /** The id belongs to another document, or to one that was deleted. */
    TAKEN,
    /** The document would be left without an owner. */
    LAST_OWNER
}
