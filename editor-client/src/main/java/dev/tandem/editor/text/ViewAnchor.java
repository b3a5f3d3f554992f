package dev.tandem.editor.text;

import java.awt.Dimension;
import java.awt.Point;
import java.awt.geom.Rectangle2D;
import javax.swing.JViewport;
import javax.swing.SwingUtilities;
import javax.swing.text.BadLocationException;
import javax.swing.text.JTextComponent;
import org.jspecify.annotations.Nullable;

/** The line at the top of the view, held to the pixel while the text around it changes. */
final class ViewAnchor {

    private final JTextComponent area;
    private final @Nullable JViewport viewport;
    private int offset;
    private double below;

    private ViewAnchor(JTextComponent area, @Nullable JViewport viewport) {
        this.area = area;
        this.viewport = viewport;
    }

    /** Remembers which text is at the top of the view now. */
    static ViewAnchor of(JTextComponent area) {
        boolean inView = SwingUtilities.getUnwrappedParent(area) instanceof JViewport;
        ViewAnchor anchor = new ViewAnchor(area, inView ? (JViewport) SwingUtilities.getUnwrappedParent(area) : null);
        anchor.remember();
        return anchor;
    }

    private void remember() {
        if (viewport == null) {
            return;
        }
        Point top = viewport.getViewPosition();
        offset = area.viewToModel2D(new Point(0, top.y));
        Rectangle2D line = lineAt(offset);
        below = line == null ? 0 : top.y - line.getY();
    }

    /** The text at the top of the view, as an offset in UTF-16 units. */
    int offset() {
        return offset;
    }

    /** The same text stands at {@code newOffset} now: brings it back to where it was on the screen. */
    void restore(int newOffset) {
        if (viewport == null) {
            return;
        }
        // The new text has not been laid out yet; without this the viewport would clamp to the old height.
        viewport.doLayout();
        Rectangle2D line = lineAt(Math.min(newOffset, area.getDocument().getLength()));
        if (line == null) {
            return;
        }
        Dimension view = viewport.getViewSize();
        Dimension extent = viewport.getExtentSize();
        int top = (int) Math.round(line.getY() + below);
        int clamped = Math.max(0, Math.min(top, view.height - extent.height));
        viewport.setViewPosition(new Point(viewport.getViewPosition().x, clamped));
    }

    private @Nullable Rectangle2D lineAt(int at) {
        try {
            return area.modelToView2D(at);
        } catch (BadLocationException e) {
            throw new IllegalStateException("the view is anchored outside the text", e);
        }
    }
}
