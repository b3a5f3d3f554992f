package dev.tandem.editor.ui.people;

import dev.tandem.editor.ui.tab.PeerColor;
import dev.tandem.editor.ui.theme.Paint;
import java.awt.Color;
import java.awt.Component;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.util.Locale;
import javax.swing.Icon;

/** A person's initials on a disc of their colour. */
final class Avatar implements Icon {

    private static final int SIZE = 30;

    private final String initials;
    private final Color color;

    Avatar(String name, Color color) {
        this.initials = initials(name);
        this.color = color;
    }

    /** The first letters of the first and the last word. */
    static String initials(String name) {
        String[] words = name.strip().split("\\s+");
        String first = firstLetter(words[0]);
        return (words.length == 1 ? first : first + firstLetter(words[words.length - 1])).toUpperCase(Locale.ROOT);
    }

    private static String firstLetter(String word) {
        return word.isEmpty() ? "?" : word.substring(0, word.offsetByCodePoints(0, 1));
    }

    @Override
    public void paintIcon(Component component, Graphics graphics, int x, int y) {
        Graphics2D copy = Paint.smooth(graphics);
        try {
            Paint.textHints(copy, component);
            copy.setColor(color);
            copy.fillOval(x, y, SIZE, SIZE);
            copy.setColor(PeerColor.inkOn(color));
            copy.setFont(Paint.strong(-1));
            FontMetrics metrics = copy.getFontMetrics();
            float left = x + (SIZE - metrics.stringWidth(initials)) / 2f;
            float base = y + (SIZE - metrics.getHeight()) / 2f + metrics.getAscent();
            copy.drawString(initials, left, base);
        } finally {
            copy.dispose();
        }
    }

    @Override
    public int getIconWidth() {
        return SIZE;
    }

    @Override
    public int getIconHeight() {
        return SIZE;
    }
}
