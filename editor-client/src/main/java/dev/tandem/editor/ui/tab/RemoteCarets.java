package dev.tandem.editor.ui.tab;

import dev.tandem.editor.session.Peer;
import dev.tandem.editor.text.DocumentArea;
import dev.tandem.editor.text.TextBinding;
import dev.tandem.editor.ui.theme.Paint;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.swing.Timer;
import javax.swing.text.BadLocationException;
import javax.swing.text.Position;
import org.fife.ui.rtextarea.ChangeableHighlightPainter;
import org.jspecify.annotations.Nullable;

/**
 * Where the others are: a caret and a selection in each one's colour. The name stands beside a caret for two seconds
 * after it moved and while the mouse is on it, and never over the line that the person is typing in.
 */
final class RemoteCarets {

    private static final int NAME_MILLIS = 2_000;
    private static final int HOVER_PIXELS = 6;

    private final DocumentArea area;
    private final TextBinding binding;
    private final Map<Long, Shown> shown = new HashMap<>();
    private final List<Object> selections = new ArrayList<>();
    private final Timer hideNames;
    private @Nullable Point mouse;

    RemoteCarets(DocumentArea area, TextBinding binding) {
        this.area = area;
        this.binding = binding;
        hideNames = new Timer(NAME_MILLIS + 50, event -> area.repaint());
        hideNames.setRepeats(false);
        area.overlay(this::paint);
        MouseAdapter hover = new MouseAdapter() {
            @Override
            public void mouseMoved(MouseEvent event) {
                mouse = event.getPoint();
                if (!shown.isEmpty()) {
                    area.repaint();
                }
            }

            @Override
            public void mouseExited(MouseEvent event) {
                mouse = null;
                area.repaint();
            }
        };
        area.addMouseMotionListener(hover);
        area.addMouseListener(hover);
    }

    /** Where somebody's caret is; the position moves along with the text. */
    private record Shown(Peer peer, Position head, long movedNanos) {}

    /** Reads everybody's place anew from the session. */
    void update() {
        selections.forEach(area.getHighlighter()::removeHighlight);
        selections.clear();
        Map<Long, Shown> before = new HashMap<>(shown);
        shown.clear();
        for (Peer peer : binding.session().peers()) {
            Integer head = peer.head();
            Integer anchor = peer.anchor();
            if (head != null && anchor != null) {
                show(peer, binding.toShown(anchor), binding.toShown(head), before.get(peer.clientId()));
            }
        }
        area.repaint();
    }

    private void show(Peer peer, int anchor, int head, @Nullable Shown old) {
        int length = area.getDocument().getLength();
        if (head < 0 || head > length || anchor < 0 || anchor > length) {
            return;
        }
        try {
            boolean moved = true;
            long when = System.nanoTime();
            if (old != null && old.head().getOffset() == head) {
                moved = false;
                when = old.movedNanos();
            }
            shown.put(peer.clientId(), new Shown(peer, area.getDocument().createPosition(head), when));
            if (anchor != head) {
                ChangeableHighlightPainter painter = new ChangeableHighlightPainter(PeerColor.behind(peer));
                selections.add(
                        area.getHighlighter().addHighlight(Math.min(anchor, head), Math.max(anchor, head), painter));
            }
            if (moved) {
                hideNames.restart();
            }
        } catch (BadLocationException e) {
            throw new IllegalStateException("somebody's caret is outside the text", e);
        }
    }

    /** The colours of the look have changed. */
    void lookChanged() {
        update();
    }

    private void paint(Graphics2D graphics) {
        if (shown.isEmpty()) {
            return;
        }
        Paint.textHints(graphics, area);
        graphics.setRenderingHint(java.awt.RenderingHints.KEY_ANTIALIASING, java.awt.RenderingHints.VALUE_ANTIALIAS_ON);
        for (Shown one : shown.values()) {
            Rectangle2D place = placeOf(one);
            if (place != null) {
                Color color = PeerColor.of(one.peer());
                graphics.setColor(color);
                graphics.fill(new Rectangle2D.Double(place.getX() - 1, place.getY(), 2, place.getHeight()));
                graphics.fill(new Rectangle2D.Double(place.getX() - 2, place.getY() - 1, 4, 4));
                if (isNamed(one, place)) {
                    paintName(graphics, one.peer().name(), color, place);
                }
            }
        }
    }

    private @Nullable Rectangle2D placeOf(Shown one) {
        try {
            return area.modelToView2D(
                    Math.min(one.head().getOffset(), area.getDocument().getLength()));
        } catch (BadLocationException e) {
            throw new IllegalStateException("somebody's caret is outside the text", e);
        }
    }

    private boolean isNamed(Shown one, Rectangle2D place) {
        boolean fresh = System.nanoTime() - one.movedNanos() < NAME_MILLIS * 1_000_000L;
        boolean hovered = mouse != null
                && Math.abs(mouse.x - place.getX()) <= HOVER_PIXELS
                && mouse.y >= place.getY()
                && mouse.y <= place.getMaxY();
        return fresh || hovered;
    }

    private void paintName(Graphics2D graphics, String name, Color color, Rectangle2D place) {
        graphics.setFont(Paint.strong(-2));
        FontMetrics metrics = graphics.getFontMetrics();
        int width = metrics.stringWidth(name) + 10;
        int height = metrics.getHeight() + 2;
        int x = (int) Math.min(place.getX() - 1, Math.max(0, area.getWidth() - width));
        Rectangle above = new Rectangle(x, (int) place.getY() - height, width, height);
        Rectangle below = new Rectangle(x, (int) place.getMaxY(), width, height);
        boolean outside = above.y < area.getVisibleRect().y;
        Rectangle box = outside || (coversOwnLine(above) && !coversOwnLine(below)) ? below : above;
        graphics.setColor(color);
        graphics.fillRoundRect(box.x, box.y, box.width, box.height, 6, 6);
        graphics.setColor(PeerColor.inkOn(color));
        graphics.drawString(name, box.x + 5, box.y + 1 + metrics.getAscent());
    }

    private boolean coversOwnLine(Rectangle box) {
        try {
            Rectangle2D own = area.modelToView2D(area.getCaretPosition());
            return own != null && box.y < own.getMaxY() && box.getMaxY() > own.getY();
        } catch (BadLocationException e) {
            throw new IllegalStateException("the caret is outside the text", e);
        }
    }

    void close() {
        hideNames.stop();
        area.overlay(null);
        shown.clear();
    }
}
