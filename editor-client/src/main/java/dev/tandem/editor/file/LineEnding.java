package dev.tandem.editor.file;

import java.util.Locale;
import java.util.Optional;

/** How a file ends its lines. Inside a document every line ends with a line feed. */
public enum LineEnding {
    /** Line feed: Unix and most editors. */
    LF("\n"),
    /** Carriage return and line feed: Windows. */
    CRLF("\r\n"),
    /** Carriage return alone: very old Macintosh files. */
    CR("\r");

    private final String characters;

    LineEnding(String characters) {
        this.characters = characters;
    }

    /** What stands at the end of a line. */
    public String characters() {
        return characters;
    }

    /** The value of the property {@code lineEnding}: {@code lf}, {@code crlf} or {@code cr}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The line ending of that word, or empty for any other. */
    public static Optional<LineEnding> ofWord(String word) {
        for (LineEnding ending : values()) {
            if (ending.word().equals(word)) {
                return Optional.of(ending);
            }
        }
        return Optional.empty();
    }

    /** What a look at the line ends of a text found. */
    record Census(int lf, int crlf, int cr) {

        static Census of(CharSequence text) {
            int lf = 0;
            int crlf = 0;
            int cr = 0;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\n') {
                    lf++;
                } else if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    crlf++;
                    i++;
                } else if (c == '\r') {
                    cr++;
                }
            }
            return new Census(lf, crlf, cr);
        }

        boolean mixed() {
            return (lf > 0 ? 1 : 0) + (crlf > 0 ? 1 : 0) + (cr > 0 ? 1 : 0) > 1;
        }

        LineEnding dominant() {
            if (crlf > lf && crlf >= cr) {
                return CRLF;
            }
            return cr > lf ? CR : LF;
        }
    }
}
