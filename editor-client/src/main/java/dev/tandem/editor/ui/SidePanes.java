package dev.tandem.editor.ui;

import dev.tandem.editor.ui.theme.Paint;
import java.awt.Color;
import java.awt.Component;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import javax.swing.BorderFactory;
import javax.swing.JComponent;
import javax.swing.JSplitPane;

/** What stands in the middle between a panel at the left and one at the right, each of which can be hidden. */
final class SidePanes extends JSplitPane {

    private static final int DIVIDER = 5;

    private final JSplitPane inner;
    private final JComponent left;
    private final JComponent right;
    private int leftWidth;
    private int rightWidth;

    /** Widths in pixels; a negative one means hidden, and is how wide it will be. */
    SidePanes(JComponent left, Component middle, JComponent right, int leftWidth, int rightWidth) {
        super(HORIZONTAL_SPLIT);
        this.left = left;
        this.right = right;
        inner = new Seam(middle, right);
        setLeftComponent(left);
        setRightComponent(inner);
        setBorder(BorderFactory.createEmptyBorder());
        inner.setResizeWeight(1);
        this.leftWidth = Math.max(160, Math.abs(leftWidth));
        this.rightWidth = Math.max(160, Math.abs(rightWidth));
        left.setMinimumSize(new java.awt.Dimension(160, 0));
        right.setMinimumSize(new java.awt.Dimension(160, 0));
        left.setPreferredSize(new java.awt.Dimension(this.leftWidth, 0));
        right.setPreferredSize(new java.awt.Dimension(this.rightWidth, 0));
        showLeft(leftWidth >= 0);
        showRight(rightWidth >= 0);
        inner.addComponentListener(new ComponentAdapter() {
            @Override
            public void componentResized(ComponentEvent event) {
                // Only now is there a width to measure the right panel's from.
                inner.removeComponentListener(this);
                showRight(right.isVisible());
            }
        });
    }

    void toggleLeft() {
        showLeft(!left.isVisible());
    }

    void toggleRight() {
        showRight(!right.isVisible());
    }

    private void showLeft(boolean visible) {
        if (!visible && left.isVisible() && left.getWidth() > 0) {
            leftWidth = left.getWidth();
        }
        left.setVisible(visible);
        setDividerSize(visible ? DIVIDER : 0);
        if (visible) {
            setDividerLocation(leftWidth);
        }
    }

    private void showRight(boolean visible) {
        if (!visible && right.isVisible() && right.getWidth() > 0) {
            rightWidth = right.getWidth();
        }
        right.setVisible(visible);
        inner.setDividerSize(visible ? DIVIDER : 0);
        if (visible && inner.getWidth() > 0) {
            inner.setDividerLocation(inner.getWidth() - rightWidth - DIVIDER);
        }
    }

    /** The width of the left panel, negative while it is hidden. */
    int keptLeft() {
        return left.isVisible() && left.getWidth() > 0 ? left.getWidth() : -leftWidth;
    }

    /** The width of the right panel, negative while it is hidden. */
    int keptRight() {
        return right.isVisible() && right.getWidth() > 0 ? right.getWidth() : -rightWidth;
    }

    @Override
    public Color getBackground() {
        return Paint.SIDE.color();
    }

    /** The divider at the right; it looks like the panel beside it. */
    private static final class Seam extends JSplitPane {
        Seam(Component middle, Component right) {
            super(HORIZONTAL_SPLIT, middle, right);
            setBorder(BorderFactory.createEmptyBorder());
        }

        @Override
        public Color getBackground() {
            return Paint.SIDE.color();
        }
    }
}
