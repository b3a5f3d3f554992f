package dev.tandem.editor.text;

/**
 * Decides where one undo step ends and the next begins: at each new word, at a line break, when typing turns into
 * erasing, when the caret jumped, and around everything that is not a key press (paste, replace, an IME's commit). A pause
 * ends a step too; that one is the document's own capture timeout.
 */
final class UndoGroups {

    private enum Kind {
        NONE,
        TYPING,
        ERASING,
        WHOLE
    }

    private final Runnable boundary;
    private Kind kind = Kind.NONE;
    private int expectedOffset = -1;
    private boolean endedInSpace;
    private int atomicDepth;

    /** {@code boundary} tells the document that the next edit starts a new step. */
    UndoGroups(Runnable boundary) {
        this.boundary = boundary;
    }

    /** Everything up to {@link #endAtomic()} is one step. */
    void beginAtomic() {
        if (atomicDepth++ == 0) {
            cut();
        }
    }

    /** See {@link #beginAtomic()}. */
    void endAtomic() {
        if (atomicDepth > 0 && --atomicDepth == 0) {
            cut();
        }
    }

    /** The next edit starts a new step; ignored inside an atomic one. */
    void end() {
        if (atomicDepth == 0) {
            cut();
        }
    }

    private void cut() {
        boundary.run();
        kind = Kind.NONE;
    }

    /** Called before an edit of the person reaches the document. Offsets are UTF-16 units. */
    void before(int offset, int deleted, String inserted) {
        if (atomicDepth > 0) {
            return;
        }
        Kind next = kindOf(deleted, inserted);
        boolean startsWord = endedInSpace && !inserted.isBlank();
        boolean follows = switch (next) {
            case TYPING ->
                kind == Kind.TYPING
                        && deleted == 0
                        && offset == expectedOffset
                        && !startsWord
                        && !inserted.equals("\n");
            case ERASING -> kind == Kind.ERASING && (offset == expectedOffset || offset + deleted == expectedOffset);
            case WHOLE, NONE -> false;
        };
        if (!follows) {
            boundary.run();
        }
        kind = next;
        expectedOffset = offset + inserted.length();
        endedInSpace = !inserted.isEmpty() && inserted.isBlank();
    }

    private static Kind kindOf(int deleted, String inserted) {
        if (inserted.isEmpty()) {
            return deleted == 0 ? Kind.NONE : Kind.ERASING;
        }
        boolean oneKey = Graphemes.after(inserted, 0) == inserted.length();
        return oneKey ? Kind.TYPING : Kind.WHOLE;
    }
}
