package dev.tandem.editor.text;

/** What text may look like before it gets into a document. */
final class CleanText {

    private CleanText() {}

    /** The text with CRLF and lone CR as LF; the same instance if it has none. */
    static String withLineFeeds(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** Whether every surrogate stands in a pair. */
    static boolean isWellFormed(CharSequence text) {
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            if (Character.isHighSurrogate(unit)) {
                at++;
                if (at == text.length() || !Character.isLowSurrogate(text.charAt(at))) {
                    return false;
                }
            } else if (Character.isLowSurrogate(unit)) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code offset} lies between the two halves of a surrogate pair. */
    static boolean splitsPair(CharSequence text, int offset) {
        return offset > 0
                && offset < text.length()
                && Character.isHighSurrogate(text.charAt(offset - 1))
                && Character.isLowSurrogate(text.charAt(offset));
    }
}
