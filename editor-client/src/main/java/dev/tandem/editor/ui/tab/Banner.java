package dev.tandem.editor.ui.tab;

import dev.tandem.editor.ui.theme.Icons;
import dev.tandem.editor.ui.theme.Paint;
import java.awt.Color;
import java.awt.Dimension;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/** One quiet line above the text that says something and takes nothing away: no dialog, no focus. */
public final class Banner extends JPanel {

    /** How much it matters. */
    public enum Kind {
        /** Good to know. */
        INFO,
        /** The person may want to do something. */
        WARNING
    }

    /**
     * What a banner says.
     *
     * @param key banners of the same key replace each other
     * @param text a sentence for the person
     * @param action the word on its button, or null for none
     * @param onAction what the button does
     */
    public record Message(
            Kind kind, String key, String text, @Nullable String action, Runnable onAction) {
        /** One without a button. */
        public static Message of(Kind kind, String key, String text) {
            return new Message(kind, key, text, null, () -> {});
        }
    }

    private final Kind kind;

    /** Shows a message; {@code onClose} takes the banner away. */
    public Banner(Message message, Runnable onClose) {
        super(new MigLayout("insets 7 14 7 8, gap 8", "[][grow, fill][][]", "[center]"));
        kind = message.kind();
        boolean warns = kind == Kind.WARNING;
        add(new JLabel(Icons.of(warns ? "warning" : "info", warns ? Paint.WAIT : Paint.CODE_KEYWORD)));
        JTextArea text = new JTextArea(message.text());
        text.setEditable(false);
        text.setFocusable(false);
        text.setOpaque(false);
        text.setLineWrap(true);
        text.setWrapStyleWord(true);
        text.setBorder(null);
        text.setFont(Paint.font(0));
        text.setMinimumSize(new Dimension(60, 0));
        Paint.INK.on(text);
        add(text, "wmin 60");
        if (message.action() != null) {
            JButton action = new JButton(message.action());
            action.putClientProperty("JButton.buttonType", "roundRect");
            action.addActionListener(event -> message.onAction().run());
            add(action);
        }
        JButton close = new JButton(Icons.of("close"));
        close.putClientProperty("JButton.buttonType", "toolBarButton");
        close.setFocusable(false);
        close.setToolTipText("Hide");
        close.getAccessibleContext().setAccessibleName("Hide this message");
        close.addActionListener(event -> onClose.run());
        add(close);
        getAccessibleContext().setAccessibleName(message.text());
        SwingUtilities.invokeLater(text::revalidate);
    }

    @Override
    public Color getBackground() {
        return kind == Kind.WARNING ? Paint.WARN_BACK.color() : Paint.INFO_BACK.color();
    }
}
