package dev.tandem.editor.ui.documents;

import dev.tandem.editor.DocumentSummary;
import dev.tandem.editor.ui.theme.Icons;
import dev.tandem.editor.ui.theme.Paint;
import dev.tandem.model.Role;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Function;
import java.util.function.IntSupplier;
import javax.swing.JLabel;
import javax.swing.JList;
import javax.swing.JPanel;
import javax.swing.ListCellRenderer;
import net.miginfocom.swing.MigLayout;

/** One document in the list: its title, when it changed, and whether it is shared. */
final class DocumentCell extends JPanel implements ListCellRenderer<DocumentSummary> {

    private final JLabel title = new JLabel();
    private final JLabel second = new JLabel();
    private final JLabel mark = new JLabel();
    private final Function<DocumentSummary, String> label;
    private final IntSupplier hovered;
    private Color back = Color.WHITE;

    DocumentCell(Function<DocumentSummary, String> label, IntSupplier hovered) {
        super(new MigLayout("insets 7 12 7 12, gap 6 1, wrap 2", "[grow, fill][]", "[][]"));
        this.label = label;
        this.hovered = hovered;
        setOpaque(false);
        add(title, "wmin 0");
        add(mark, "spany 2, ay center");
        add(second, "wmin 0");
    }

    @Override
    public Component getListCellRendererComponent(
            JList<? extends DocumentSummary> list,
            DocumentSummary document,
            int index,
            boolean chosen,
            boolean focused) {
        title.setText(label.apply(document));
        title.setForeground(Paint.INK.color());
        title.setFont(Paint.font(0));
        second.setText(Ago.of(document.changed(), Instant.now(), ZoneId.systemDefault()) + role(document));
        second.setForeground(Paint.MUTED.color());
        second.setFont(Paint.font(-2));
        mark.setIcon(
                document.role() == Role.VIEWER
                        ? Icons.of("eye", Paint.MUTED)
                        : document.shared() ? Icons.of("people", Paint.MUTED) : null);
        back = chosen ? Paint.CHOSEN.color() : hovered.getAsInt() == index ? Paint.HOVER.color() : Paint.SIDE.color();
        String shared = document.shared() ? ", shared" : "";
        getAccessibleContext().setAccessibleName(title.getText() + ", " + second.getText() + shared);
        return this;
    }

    private static String role(DocumentSummary document) {
        return document.role() == Role.VIEWER ? " · read only" : "";
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        Graphics2D copy = Paint.smooth(graphics);
        try {
            copy.setColor(back);
            copy.fillRoundRect(4, 1, getWidth() - 8, getHeight() - 2, 10, 10);
        } finally {
            copy.dispose();
        }
    }
}
