package dev.tandem.editor.text;

import java.util.Objects;
import javax.swing.text.BadLocationException;
import javax.swing.text.Document;
import javax.swing.text.Segment;

/** A Swing document read as text, without copying it; valid until the document changes. */
final class DocumentText implements CharSequence {

    private final Document document;
    private final int from;
    private final int to;

    private DocumentText(Document document, int from, int to) {
        this.document = document;
        this.from = Objects.checkFromToIndex(from, to, document.getLength());
        this.to = to;
    }

    /** All of a document. */
    static DocumentText of(Document document) {
        return new DocumentText(document, 0, document.getLength());
    }

    @Override
    public int length() {
        return to - from;
    }

    @Override
    public char charAt(int index) {
        Segment one = new Segment();
        copy(from + Objects.checkIndex(index, length()), 1, one);
        return one.array[one.offset];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        Objects.checkFromToIndex(start, end, length());
        return new DocumentText(document, from + start, from + end);
    }

    @Override
    public String toString() {
        Segment all = new Segment();
        copy(from, length(), all);
        return all.toString();
    }

    private void copy(int offset, int length, Segment into) {
        try {
            document.getText(offset, length, into);
        } catch (BadLocationException e) {
            throw new IllegalStateException("the document changed while it was read", e);
        }
    }
}
