package dev.tandem.editor.cli;

/**
 * The one replacement between what two texts have in common at their beginning and at their end. So that a script that
 * writes a text back with one line changed changes one line for everybody else too.
 *
 * @param offset where, in UTF-16 units of the old text
 * @param deleted how much of the old text goes
 * @param inserted what comes
 */
record MinimalEdit(int offset, int deleted, String inserted) {

    static MinimalEdit between(String old, String now) {
        int most = Math.min(old.length(), now.length());
        int start = 0;
        while (start < most && old.charAt(start) == now.charAt(start)) {
            start++;
        }
        if (start > 0 && Character.isHighSurrogate(old.charAt(start - 1))) {
            start--;
        }
        int end = 0;
        while (end < most - start && old.charAt(old.length() - 1 - end) == now.charAt(now.length() - 1 - end)) {
            end++;
        }
        if (end > 0 && Character.isLowSurrogate(old.charAt(old.length() - end))) {
            end--;
        }
        return new MinimalEdit(start, old.length() - start - end, now.substring(start, now.length() - end));
    }

    boolean isEmpty() {
        return deleted == 0 && inserted.isEmpty();
    }
}
