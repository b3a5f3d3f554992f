package dev.tandem.editor.text;

import dev.tandem.crdt.TextDelta.Replacement;
import javax.swing.text.AttributeSet;
import javax.swing.text.BadLocationException;
import javax.swing.text.DocumentFilter;
import javax.swing.text.StyleConstants;
import org.jspecify.annotations.Nullable;

/**
 * The one gate through which text gets into a document, whatever path it takes: keys, paste, drop, {@code setText}, an
 * input method, a macro. CRLF and CR become LF; half a surrogate pair is refused, NUL is not; composed text is shown and
 * is no edit. What others wrote passes as it is.
 */
final class TextGate extends DocumentFilter {

    private final TextBinding binding;

    TextGate(TextBinding binding) {
        this.binding = binding;
    }

    @Override
    public void insertString(FilterBypass bypass, int offset, String text, @Nullable AttributeSet attributes)
            throws BadLocationException {
        replace(bypass, offset, 0, text, attributes);
    }

    @Override
    public void remove(FilterBypass bypass, int offset, int length) throws BadLocationException {
        replace(bypass, offset, length, "", null);
    }

    @Override
    public void replace(
            FilterBypass bypass, int offset, int length, @Nullable String text, @Nullable AttributeSet attributes)
            throws BadLocationException {
        String wanted = text == null ? "" : text;
        if (binding.isApplying()) {
            bypass.replace(offset, length, wanted, attributes);
        } else if (attributes != null && attributes.isDefined(StyleConstants.ComposedTextAttribute)) {
            compose(bypass, offset, length, wanted, attributes);
        } else if (binding.composed().overlaps(offset, length)) {
            endComposing(bypass, wanted, attributes);
        } else {
            edit(bypass, offset, length, CleanText.withLineFeeds(wanted), attributes);
        }
    }

    private void compose(FilterBypass bypass, int offset, int length, String text, AttributeSet attributes)
            throws BadLocationException {
        if (!binding.mayEdit()) {
            binding.refuse();
            return;
        }
        if (length > 0) {
            edit(bypass, offset, length, "", null);
        }
        bypass.insertString(offset, text, attributes);
        binding.composed().is(offset, text.length());
    }

    /**
     * Takes composed text away. Swing remembers where it stands by positions that can have swallowed what others wrote
     * beside it meanwhile, so not the range that is asked for goes but the range that is known.
     */
    private void endComposing(FilterBypass bypass, String text, @Nullable AttributeSet attributes)
            throws BadLocationException {
        ComposedText composed = binding.composed();
        int start = composed.start();
        bypass.remove(start, composed.length());
        composed.gone();
        binding.endUndoGroup();
        if (!text.isEmpty()) {
            edit(bypass, start, 0, CleanText.withLineFeeds(text), attributes);
        }
    }

    private void edit(FilterBypass bypass, int offset, int length, String text, @Nullable AttributeSet attributes)
            throws BadLocationException {
        if (length == 0 && text.isEmpty()) {
            return;
        }
        DocumentText shown = DocumentText.of(bypass.getDocument());
        if (offset < 0 || length < 0 || offset + length > shown.length()) {
            throw new BadLocationException("the edit is not in the text", offset);
        }
        boolean whole = CleanText.isWellFormed(text)
                && !CleanText.splitsPair(shown, offset)
                && !CleanText.splitsPair(shown, offset + length);
        if (!whole || !binding.mayEdit()) {
            binding.refuse();
            return;
        }
        Replacement change = trimmed(shown, offset, length, text);
        binding.edit(change, () -> bypass.replace(change.offset(), change.deleted(), change.inserted(), attributes));
    }

    /** Leaves out what a replacement does not change, so that {@code setText} does not write over what others type. */
    private static Replacement trimmed(CharSequence shown, int offset, int length, String text) {
        int same = Math.min(length, text.length());
        int start = 0;
        while (start < same && shown.charAt(offset + start) == text.charAt(start)) {
            start++;
        }
        if (start > 0 && Character.isHighSurrogate(text.charAt(start - 1))) {
            start--;
        }
        int end = 0;
        while (end < same - start && shown.charAt(offset + length - 1 - end) == text.charAt(text.length() - 1 - end)) {
            end++;
        }
        if (end > 0 && Character.isLowSurrogate(text.charAt(text.length() - end))) {
            end--;
        }
        return new Replacement(offset + start, length - start - end, text.substring(start, text.length() - end));
    }
}
