package dev.tandem.editor.ui;

import dev.tandem.editor.ui.theme.Icons;
import dev.tandem.editor.ui.theme.Paint;
import java.awt.Color;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;

/** What stands in the middle when the last tab was closed. */
final class NothingOpen extends JPanel {

    NothingOpen(Runnable create, Runnable importFile) {
        super(new MigLayout("fill, wrap 1", "[center]", "push[]14[]6[]16[]push"));
        add(new JLabel(Icons.application(56)));
        JLabel title = new JLabel("Nothing is open");
        title.setFont(Paint.strong(4));
        add(title);
        add(Paint.MUTED.on(new JLabel("Choose a document at the left, or begin a new one.")));
        JButton begin = new JButton("New Document");
        begin.addActionListener(event -> create.run());
        begin.putClientProperty("JButton.buttonType", "default");
        JButton open = new JButton("Open File…");
        open.addActionListener(event -> importFile.run());
        add(begin, "split 2");
        add(open);
    }

    @Override
    public Color getBackground() {
        return Paint.PAPER.color();
    }
}
