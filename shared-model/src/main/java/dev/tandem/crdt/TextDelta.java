package dev.tandem.crdt;

import java.util.List;

/**
 * What a remote update, an undo or a redo did to the text, as replacements in the order of the text. Offsets are UTF-16
 * units of the text <em>as it stands when the replacement is applied</em>: apply them first to last, each to the result of
 * the ones before it.
 */
public record TextDelta(List<Replacement> replacements) {

    private static final TextDelta NONE = new TextDelta(List.of());

    /** Keeps an unmodifiable copy. */
    public TextDelta {
        replacements = List.copyOf(replacements);
    }

    /** The delta that changes nothing. */
    public static TextDelta none() {
        return NONE;
    }

    /** Whether the text stays as it is. */
    public boolean isEmpty() {
        return replacements.isEmpty();
    }

    /** At {@code offset}, {@code deleted} UTF-16 units give way to {@code inserted}. */
    public record Replacement(int offset, int deleted, String inserted) {}
}
