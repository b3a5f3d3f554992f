package dev.tandem.editor.session;

import dev.tandem.crdt.TextDelta;

/** Hears what happens to an open document, always on the document's thread. */
public interface SessionListener {

    /**
     * Somebody else changed the text; the session's text is already the new one. At most once in 16 ms, everything of
     * that frame merged. The person's own undo and redo are not told here: they return their delta.
     */
    default void textChanged(TextDelta delta) {}

    /** A property changed, here or elsewhere; the title is one. */
    default void propertiesChanged() {}

    /** Somebody came, left, or moved their caret. */
    default void peersChanged() {}

    /** {@link Session#state()} is another one now. */
    default void stateChanged() {}

    /** {@link Session#access()} is another one now. */
    default void accessChanged() {}
}
