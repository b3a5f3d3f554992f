package dev.tandem.editor.ui.theme;

import java.awt.Color;
import java.awt.Component;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import javax.swing.JComponent;
import javax.swing.UIManager;

/** The colours of the look of now, by what they are for; asked at each painting, so that a change of look shows at once. */
public enum Paint {
    /** Behind the panels at the sides. */
    SIDE("Tandem.side"),
    /** Behind the text. */
    PAPER("Tandem.paper"),
    /** Text. */
    INK("Tandem.ink"),
    /** Text of the second rank; still readable. */
    MUTED("Tandem.muted"),
    /** Line numbers and hints. */
    FAINT("Tandem.faint"),
    /** Lines between areas. */
    LINE("Tandem.line"),
    /** Behind the row under the mouse. */
    HOVER("Tandem.hover"),
    /** Behind the chosen row. */
    CHOSEN("Tandem.chosen"),
    /** Behind the line of the caret. */
    CURRENT_LINE("Tandem.currentLine"),
    /** Behind selected text. */
    SELECTION("Tandem.selection"),
    /** Behind what was found. */
    MATCH("Tandem.match"),
    /** All is well. */
    GOOD("Tandem.good"),
    /** Something is under way. */
    WAIT("Tandem.wait"),
    /** Something needs the person. */
    BAD("Tandem.bad"),
    /** Behind a banner that informs. */
    INFO_BACK("Tandem.infoBack"),
    /** Behind a banner that warns. */
    WARN_BACK("Tandem.warnBack"),
    /** Comments in code. */
    CODE_COMMENT("Tandem.code.comment"),
    /** Keywords in code. */
    CODE_KEYWORD("Tandem.code.keyword"),
    /** Strings in code. */
    CODE_STRING("Tandem.code.string"),
    /** Numbers in code. */
    CODE_NUMBER("Tandem.code.number"),
    /** Names that stand out in code. */
    CODE_NAME("Tandem.code.name");

    private final String key;

    Paint(String key) {
        this.key = key;
    }

    /** The colour in the look of now. */
    public Color color() {
        Color color = UIManager.getColor(key);
        return color == null ? Color.MAGENTA : color;
    }

    /** The interface font, this much larger or smaller than normal, in points. */
    public static Font font(float delta) {
        Font normal = UIManager.getFont("Label.font");
        return normal.deriveFont(normal.getSize2D() + delta);
    }

    /** The same in semi-bold, where the font has it. */
    public static Font strong(float delta) {
        return font(delta).deriveFont(Font.BOLD);
    }

    /** Makes a component take its foreground from this colour in every look. */
    public <C extends JComponent> C on(C component) {
        component.putClientProperty("FlatLaf.style", "foreground: $" + key);
        return component;
    }

    /** A copy of the graphics that paints smooth edges; the caller disposes it. */
    public static Graphics2D smooth(Graphics graphics) {
        Graphics2D copy = (Graphics2D) graphics.create();
        copy.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        copy.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return copy;
    }

    /** Copies the desktop's own way of painting text, which {@link Graphics} of a component do not have by themselves. */
    public static void textHints(Graphics2D graphics, Component component) {
        Object hints = component.getToolkit().getDesktopProperty("awt.font.desktophints");
        if (hints instanceof java.util.Map<?, ?> map) {
            graphics.addRenderingHints(map);
        } else {
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        }
    }
}
