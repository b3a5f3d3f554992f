package dev.tandem.editor.text;

import javax.swing.UIManager;
import javax.swing.event.UndoableEditEvent;
import javax.swing.undo.UndoableEdit;
import org.fife.ui.rtextarea.RTextArea;
import org.fife.ui.rtextarea.RUndoManager;
import org.jspecify.annotations.Nullable;

/**
 * Undo as the session knows it: only the person's own edits. Swing's list of edits is offered and left alone, for undoing
 * one of those after somebody else's change would remove <em>their</em> text.
 */
final class SessionUndo extends RUndoManager {

    private @Nullable TextBinding binding;

    SessionUndo(RTextArea area) {
        super(area);
    }

    /** From now on undo is that of the binding's session; null takes it away. */
    void bind(@Nullable TextBinding binding) {
        this.binding = binding;
        updateActions();
    }

    @Override
    public void undoableEditHappened(UndoableEditEvent event) {
        updateActions();
    }

    @Override
    public synchronized boolean addEdit(UndoableEdit edit) {
        return false;
    }

    @Override
    public synchronized boolean canUndo() {
        return binding != null && binding.canUndo();
    }

    @Override
    public synchronized boolean canRedo() {
        return binding != null && binding.canRedo();
    }

    @Override
    public synchronized String getUndoPresentationName() {
        return UIManager.getString("AbstractUndoableEdit.undoText");
    }

    @Override
    public synchronized String getRedoPresentationName() {
        return UIManager.getString("AbstractUndoableEdit.redoText");
    }

    @Override
    public void undo() {
        if (binding != null) {
            binding.undo();
        }
        updateActions();
    }

    @Override
    public void redo() {
        if (binding != null) {
            binding.redo();
        }
        updateActions();
    }

    @Override
    public void beginInternalAtomicEdit() {
        if (binding != null) {
            binding.beginAtomicEdit();
        }
    }

    @Override
    public void endInternalAtomicEdit() {
        if (binding != null) {
            binding.endAtomicEdit();
        }
    }
}
