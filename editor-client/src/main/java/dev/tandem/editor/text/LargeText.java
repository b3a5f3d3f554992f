package dev.tandem.editor.text;

import java.util.Optional;
import javax.swing.text.Element;

/** When a text is too large for line wrap and highlighting, and what the person is told then. */
public final class LargeText {

    /** Above this length, in UTF-16 units, wrap and highlighting are dropped. */
    public static final int MAX_LENGTH = 5_000_000;

    /** Above this length of one line, in UTF-16 units, wrap and highlighting are dropped. */
    public static final int MAX_LINE = 20_000;

    private LargeText() {}

    /** The sentence to show for this text, or empty if it is not large. */
    public static Optional<String> notice(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.of(tooLong());
        }
        int lineStart = 0;
        while (text.length() - lineStart > MAX_LINE) {
            int lineEnd = text.indexOf('\n', lineStart);
            if (lineEnd < 0 || lineEnd - lineStart > MAX_LINE) {
                return Optional.of(tooWide());
            }
            lineStart = lineEnd + 1;
        }
        return Optional.empty();
    }

    /** The same for a document whose lines from {@code firstLine} to {@code lastLine} were just changed. */
    static Optional<String> notice(Element lines, int length, int firstLine, int lastLine) {
        if (length > MAX_LENGTH) {
            return Optional.of(tooLong());
        }
        for (int line = firstLine; line <= lastLine; line++) {
            Element element = lines.getElement(line);
            if (element.getEndOffset() - element.getStartOffset() > MAX_LINE + 1) {
                return Optional.of(tooWide());
            }
        }
        return Optional.empty();
    }

    private static String tooLong() {
        return "This document is very large, so line wrap and highlighting are off.";
    }

    private static String tooWide() {
        return "This document has a very long line, so line wrap and highlighting are off.";
    }
}
