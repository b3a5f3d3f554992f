package dev.tandem.testkit;

import java.util.List;
import java.util.Random;

/**
 * Someone who writes: mostly forward at the caret, with corrections, jumps, pastes and deleted words, in the scripts that
 * break editors: emoji with joiners, combining marks, right-to-left text. The same seed writes the same.
 *
 * <p>Confined to the thread of the test.
 */
public final class SeededTypist {

    private static final List<String> KEYS = List.of(
            "e",
            "t",
            "a",
            "o",
            "n",
            " ",
            " ",
            "\n",
            "ü",
            "ß",
            "漢",
            "字",
            "ש",
            "ל",
            "و",
            "e\u0301",
            "n\u0303\u0323",
            "😀",
            "\ud83d\udc69\u200d\ud83d\ude80",
            "\ud83c\udde9\ud83c\uddea",
            "\u200f",
            "\u0000");

    private static final List<String> PASTES = List.of(
            "The quick brown fox jumps over the lazy dog.\n",
            "שלום עולם, ",
            "int main() {\n\treturn 0;\n}\n",
            "日本語のテキスト。",
            "😀\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 ");

    private final Random random;
    private int caret;

    /** An edit: at {@code offset}, {@code deleted} UTF-16 units give way to {@code inserted}. */
    public record Edit(int offset, int deleted, String inserted) {}

    /** A typist with the caret at the start. */
    public SeededTypist(long seed) {
        this.random = new Random(seed);
    }

    /** The next edit of this text; it changes something, and cuts no surrogate pair. */
    public Edit next(String text) {
        int at = whole(text, Math.min(caret, text.length()));
        int what = random.nextInt(100);
        if (what < 8) {
            at = whole(text, random.nextInt(text.length() + 1));
        }
        if (what >= 70 && what < 85 && at > 0) {
            return edit(text.offsetByCodePoints(at, -1), at, "");
        }
        if (what >= 85 && what < 90 && at < text.length()) {
            return edit(at, whole(text, Math.min(text.length(), at + 1 + random.nextInt(12))), key());
        }
        if (what >= 90 && what < 94) {
            return edit(at, at, PASTES.get(random.nextInt(PASTES.size())));
        }
        if (what >= 94 && what < 97 && at > 0) {
            int from = text.lastIndexOf(' ', at - 1);
            return edit(Math.max(0, from), at, "");
        }
        return edit(at, at, key());
    }

    private String key() {
        return KEYS.get(random.nextInt(KEYS.size()));
    }

    private Edit edit(int from, int to, String inserted) {
        caret = from + inserted.length();
        if (from == to && inserted.isEmpty()) {
            return new Edit(from, 0, key());
        }
        return new Edit(from, to - from, inserted);
    }

    /** The offset, or the one before it if it is inside a surrogate pair. */
    private static int whole(String text, int offset) {
        boolean inside = offset > 0
                && offset < text.length()
                && Character.isLowSurrogate(text.charAt(offset))
                && Character.isHighSurrogate(text.charAt(offset - 1));
        return inside ? offset - 1 : offset;
    }
}
