package dev.tandem.editor.text;

import java.awt.Point;
import java.awt.Rectangle;
import javax.swing.SwingUtilities;
import javax.swing.text.DefaultCaret;
import javax.swing.text.Position;
import org.fife.ui.rtextarea.CaretStyle;
import org.fife.ui.rtextarea.ConfigurableCaret;

/**
 * A caret that only its owner moves. While somebody else's change is applied it neither follows the text nor scrolls the
 * view; afterwards it is put where {@link OffsetShift} says.
 *
 * <p>Swing repaints a moved caret later, from the event queue, and scrolls to it then. So each move by the person buys
 * exactly one such scroll, and a move of ours buys none.
 */
final class QuietCaret extends ConfigurableCaret {

    private boolean quiet;
    private int scrollsAllowed;
    private Runnable onJump = () -> {};

    QuietCaret() {
        super(CaretStyle.THICK_VERTICAL_LINE_STYLE);
        setRoundedSelectionEdges(false);
    }

    /** Called when the person moves the caret. */
    void onJump(Runnable listener) {
        onJump = listener;
    }

    /** Runs a change during which the caret stays where it is, then puts it where {@code after} says. */
    void quietly(Runnable change, Runnable after) {
        int policy = getUpdatePolicy();
        quiet = true;
        setUpdatePolicy(DefaultCaret.NEVER_UPDATE);
        try {
            change.run();
        } finally {
            setUpdatePolicy(policy);
            after.run();
            quiet = false;
        }
    }

    /** Inside {@link #quietly}: puts the selection there and keeps the column that Up and Down aim for. */
    void place(int mark, int dot) {
        Point magic = getMagicCaretPosition();
        if (getMark() != mark || getDot() != dot) {
            super.setDot(mark, Position.Bias.Forward);
            if (dot != mark) {
                super.moveDot(dot, Position.Bias.Forward);
            }
            setMagicCaretPosition(magic);
        }
    }

    @Override
    public void setDot(int dot, Position.Bias bias) {
        int before = getDot();
        super.setDot(dot, bias);
        moved(before);
    }

    @Override
    public void moveDot(int dot, Position.Bias bias) {
        int before = getDot();
        super.moveDot(dot, bias);
        moved(before);
    }

    private void moved(int before) {
        if (quiet || before == getDot()) {
            return;
        }
        scrollsAllowed++;
        SwingUtilities.invokeLater(() -> scrollsAllowed--);
        onJump.run();
    }

    @Override
    protected void adjustVisibility(Rectangle location) {
        if (scrollsAllowed > 0) {
            super.adjustVisibility(location);
        }
    }
}
