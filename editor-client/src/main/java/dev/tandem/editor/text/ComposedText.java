package dev.tandem.editor.text;

import dev.tandem.crdt.TextDelta.Replacement;
import java.util.ArrayList;
import java.util.List;

/**
 * The half-typed syllable of an input method: it stands in the Swing document, where it is seen, and not in the session,
 * for only committed text is an edit. While there is one, offsets on the two sides differ by its length; this class
 * converts them. All offsets are UTF-16 units.
 */
final class ComposedText {

    private int start;
    private int length;

    boolean exists() {
        return length > 0;
    }

    int start() {
        return start;
    }

    int length() {
        return length;
    }

    void is(int newStart, int newLength) {
        start = newStart;
        length = newLength;
    }

    void gone() {
        length = 0;
    }

    /** Whether a range of the Swing document holds any of it. */
    boolean overlaps(int offset, int rangeLength) {
        return exists() && offset < start + length && offset + rangeLength > start;
    }

    /** Whether an offset of the Swing document is in it or at one of its ends. */
    boolean touches(int offset) {
        return exists() && offset >= start && offset <= start + length;
    }

    /** The session's offset of an offset in the Swing document. */
    int toSession(int shown) {
        return shown <= start || !exists() ? shown : Math.max(start, shown - length);
    }

    /** Moves along with a change of the Swing document outside it. */
    void shift(Replacement shown) {
        if (exists() && shown.offset() <= start) {
            start += shown.inserted().length() - shown.deleted();
        }
    }

    /** What a change of the session is in the Swing document: two changes where it deletes on both sides. */
    List<Replacement> toShown(Replacement change) {
        int from = change.offset();
        int to = from + change.deleted();
        if (!exists() || to <= start) {
            return List.of(change);
        }
        if (from >= start && !(from == start && change.deleted() == 0)) {
            return List.of(new Replacement(from + length, change.deleted(), change.inserted()));
        }
        List<Replacement> both = new ArrayList<>(2);
        both.add(new Replacement(start + length, to - start, ""));
        both.add(new Replacement(from, start - from, change.inserted()));
        return both;
    }
}
