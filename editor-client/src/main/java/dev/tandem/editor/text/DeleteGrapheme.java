package dev.tandem.editor.text;

import java.awt.event.ActionEvent;
import javax.swing.AbstractAction;
import javax.swing.UIManager;
import javax.swing.text.BadLocationException;
import javax.swing.text.JTextComponent;

/** Backspace and Delete: takes the selection, or one whole grapheme cluster. */
final class DeleteGrapheme extends AbstractAction {

    private final boolean forward;

    DeleteGrapheme(boolean forward) {
        this.forward = forward;
    }

    @Override
    public void actionPerformed(ActionEvent event) {
        if (!(event.getSource() instanceof JTextComponent area)) {
            return;
        }
        int dot = area.getCaret().getDot();
        int mark = area.getCaret().getMark();
        DocumentText text = DocumentText.of(area.getDocument());
        if (dot == mark) {
            mark = forward ? Graphemes.after(text, dot) : Graphemes.before(text, dot);
        }
        if (dot == mark || !area.isEditable()) {
            UIManager.getLookAndFeel().provideErrorFeedback(area);
            return;
        }
        try {
            area.getDocument().remove(Math.min(dot, mark), Math.abs(dot - mark));
        } catch (BadLocationException e) {
            throw new IllegalStateException("the caret is not in the text", e);
        }
    }
}
