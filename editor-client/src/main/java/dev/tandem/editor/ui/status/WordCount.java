package dev.tandem.editor.ui.status;

/** Counts words as a person would: runs of letters, marks and digits, with apostrophes and hyphens inside. */
final class WordCount {

    private WordCount() {}

    /** The number of words; the language's own borders of words are not known for scripts without spaces. */
    static int of(CharSequence text) {
        int words = 0;
        boolean inWord = false;
        for (int at = 0; at < text.length(); ) {
            int point = Character.codePointAt(text, at);
            int after = at + Character.charCount(point);
            boolean letter = Character.isLetterOrDigit(point) || Character.getType(point) == Character.NON_SPACING_MARK;
            boolean joins = inWord
                    && (point == '\'' || point == '’' || point == '-')
                    && after < text.length()
                    && Character.isLetterOrDigit(Character.codePointAt(text, after));
            if (letter && !inWord) {
                words++;
            }
            inWord = letter || joins;
            at = after;
        }
        return words;
    }
}
