package dev.tandem.editor.ui.hub;

import dev.tandem.editor.ui.theme.Icons;
import dev.tandem.editor.ui.theme.Paint;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import javax.swing.AbstractAction;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import net.miginfocom.swing.MigLayout;

/** A small dialog with a title, some room and a line for what went wrong; Escape closes it. Writing goes on behind it. */
class Sheet extends JDialog {

    protected final JPanel body;
    private final JTextArea problem = text("");

    Sheet(Window owner, String title, String constraints) {
        super(owner, title, ModalityType.MODELESS);
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        body = new JPanel(
                new MigLayout("insets 18 22 18 22, wrap 1, hidemode 3, gapy 8, " + constraints, "[grow, fill, 380::]"));
        setContentPane(body);
        getRootPane()
                .getInputMap(JComponent.WHEN_IN_FOCUSED_WINDOW)
                .put(KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), "close");
        getRootPane().getActionMap().put("close", new AbstractAction() {
            @Override
            public void actionPerformed(ActionEvent event) {
                dispose();
            }
        });
        setIconImages(Icons.application());
        Paint.BAD.on(problem);
        problem.setVisible(false);
    }

    /** Adds the line for what went wrong at this place. */
    void addProblemLine() {
        body.add(problem, "wmin 0");
    }

    /** Says what went wrong, or nothing. */
    void problem(String sentence) {
        problem.setText(sentence);
        problem.setVisible(!sentence.isEmpty());
        problem.getAccessibleContext().setAccessibleDescription(sentence);
        fit();
    }

    /** Adds the buttons at the foot, at its right end. */
    void addButtons(JButton... buttons) {
        JPanel row = new JPanel(new MigLayout("insets 0, gap 8, alignx trailing"));
        row.setOpaque(false);
        for (JButton button : buttons) {
            row.add(button);
        }
        body.add(row, "gaptop 8");
    }

    /** Gives the dialog the size that it needs now. */
    void fit() {
        body.revalidate();
        // The height of wrapped text is known only when its width is.
        pack();
        pack();
    }

    /** Shows it over its owner. */
    void open() {
        fit();
        setResizable(false);
        setLocationRelativeTo(getOwner());
        setVisible(true);
    }

    static JTextArea text(String words) {
        JTextArea area = new JTextArea(words);
        area.setEditable(false);
        area.setFocusable(false);
        area.setOpaque(false);
        area.setLineWrap(true);
        area.setWrapStyleWord(true);
        area.setBorder(null);
        area.setColumns(30);
        area.setFont(Paint.font(0));
        return area;
    }

    static JLabel heading(String words) {
        JLabel label = new JLabel(words);
        label.setFont(Paint.strong(3));
        return label;
    }

    static JTextArea hint(String words) {
        JTextArea area = Paint.MUTED.on(text(words));
        area.setFont(Paint.font(-1));
        return area;
    }
}
