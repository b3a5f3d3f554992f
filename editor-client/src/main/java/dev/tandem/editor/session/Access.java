package dev.tandem.editor.session;

/** Whether this person may change the document. */
public enum Access {
    /** The text may be changed. */
    EDIT,
    /** The hub says that this person only reads: the text is shown and cannot be changed. */
    READ_ONLY
}
