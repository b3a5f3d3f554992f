package dev.tandem.editor.text;

import dev.tandem.crdt.TextDelta.Replacement;

/** Where an offset is after somebody else's change: it stays with the text it stood beside. */
final class OffsetShift {

    /** Which neighbour an offset stays with when text comes in exactly there. */
    enum Side {
        /** Stays with the text before it: carets and the ends of selections, which must not swallow what others write. */
        BEFORE,
        /** Stays with the text after it: the starts of selections and the first line in view. */
        AFTER
    }

    private OffsetShift() {}

    /** The offset after the replacement; both in UTF-16 units. */
    static int across(Replacement change, int offset, Side side) {
        int start = change.offset();
        int end = start + change.deleted();
        int grown = change.inserted().length();
        if (offset < start) {
            return offset;
        }
        if (offset > end) {
            return offset - change.deleted() + grown;
        }
        if (change.deleted() == 0) {
            return side == Side.AFTER ? offset + grown : offset;
        }
        if (offset == start) {
            return start;
        }
        return offset == end || side == Side.AFTER ? start + grown : start;
    }
}
