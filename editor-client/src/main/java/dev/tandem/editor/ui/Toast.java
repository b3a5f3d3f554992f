package dev.tandem.editor.ui;

import dev.tandem.editor.ui.theme.Paint;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import javax.swing.JButton;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JLayeredPane;
import javax.swing.JPanel;
import javax.swing.Timer;
import javax.swing.UIManager;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/** One line at the foot of the window that says what was done, lets it be undone, and goes by itself. */
final class Toast {

    private static final int ABOVE_FOOT = 48;

    private final JFrame window;
    private @Nullable JPanel shown;
    private @Nullable Timer timer;

    Toast(JFrame window) {
        this.window = window;
        window.getLayeredPane().addComponentListener(new ComponentAdapter() {
            @Override
            public void componentResized(ComponentEvent event) {
                place();
            }
        });
    }

    /** Says it for so many milliseconds, with a button if {@code action} is not null. */
    void show(String text, int millis, @Nullable String action, Runnable onAction) {
        hide();
        JPanel panel = new Bubble();
        JLabel label = new JLabel(text);
        label.setForeground(UIManager.getColor("ToolTip.foreground"));
        panel.add(label);
        if (action != null) {
            JButton button = new JButton(action);
            button.putClientProperty("JButton.buttonType", "borderless");
            button.setFont(Paint.strong(0));
            button.setForeground(new Color(0x9DB4FF));
            button.addActionListener(event -> {
                hide();
                onAction.run();
            });
            panel.add(button);
        }
        panel.getAccessibleContext().setAccessibleName(text);
        shown = panel;
        window.getLayeredPane().add(panel, JLayeredPane.POPUP_LAYER);
        place();
        Timer until = new Timer(millis, event -> hide());
        until.setRepeats(false);
        until.start();
        timer = until;
    }

    void hide() {
        if (timer != null) {
            timer.stop();
        }
        if (shown != null) {
            window.getLayeredPane().remove(shown);
            window.getLayeredPane().repaint();
            shown = null;
        }
    }

    private void place() {
        if (shown != null) {
            Dimension size = shown.getPreferredSize();
            Dimension all = window.getLayeredPane().getSize();
            shown.setBounds(
                    (all.width - size.width) / 2, all.height - size.height - ABOVE_FOOT, size.width, size.height);
            shown.revalidate();
            shown.repaint();
        }
    }

    /** Dark on light and the other way round, like a tool tip. */
    private static final class Bubble extends JPanel {
        Bubble() {
            super(new MigLayout("insets 7 16 7 10, gap 10", "[][]", "[center]"));
            setOpaque(false);
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            Graphics2D copy = Paint.smooth(graphics);
            try {
                copy.setColor(UIManager.getColor("ToolTip.background"));
                copy.fillRoundRect(0, 0, getWidth(), getHeight(), 16, 16);
            } finally {
                copy.dispose();
            }
        }
    }
}
