package dev.tandem.editor.ui;

import dev.tandem.editor.ui.theme.Icons;
import dev.tandem.editor.ui.theme.Paint;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import javax.swing.AbstractAction;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JFrame;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.KeyStroke;
import net.miginfocom.swing.MigLayout;

/** Stands in the place of the window when there cannot be one, and says why. A frame, so that it is in the task list. */
final class RefusalDialog extends JFrame {

    private RefusalDialog(String sentence, Runnable onClosed) {
        super("Tandem");
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        setIconImages(Icons.application());
        JPanel body = new JPanel(new MigLayout("insets 22 24 18 24, gap 16 8", "[][grow, fill, 380::]", "[]6[]14[]"));
        body.add(new JLabel(Icons.application(48)), "spany 2, aligny top");
        JLabel heading = new JLabel("Tandem cannot open your documents");
        heading.setFont(Paint.strong(3));
        body.add(heading, "wrap");
        JTextArea text = new JTextArea(sentence);
        text.setEditable(false);
        text.setOpaque(false);
        text.setLineWrap(true);
        text.setWrapStyleWord(true);
        text.setBorder(null);
        text.setColumns(34);
        text.setFont(Paint.font(0));
        text.getAccessibleContext().setAccessibleName("What is wrong");
        body.add(text, "wmin 0, wrap");
        JButton close = new JButton("Close");
        close.addActionListener(event -> dispose());
        body.add(close, "skip, align right, growx 0");
        setContentPane(body);
        getRootPane().setDefaultButton(close);
        getRootPane()
                .getInputMap(JComponent.WHEN_IN_FOCUSED_WINDOW)
                .put(KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), "close");
        getRootPane().getActionMap().put("close", new AbstractAction() {
            @Override
            public void actionPerformed(ActionEvent event) {
                dispose();
            }
        });
        addWindowListener(new WindowAdapter() {
            @Override
            public void windowOpened(WindowEvent event) {
                close.requestFocusInWindow();
            }

            @Override
            public void windowClosed(WindowEvent event) {
                onClosed.run();
            }
        });
    }

    /** Shows it; {@code onClosed} runs once it is closed. */
    static void open(String sentence, Runnable onClosed) {
        RefusalDialog dialog = new RefusalDialog(sentence, onClosed);
        // The height of wrapped text is known only when its width is.
        dialog.pack();
        dialog.pack();
        dialog.setResizable(false);
        dialog.setLocationRelativeTo(null);
        dialog.setVisible(true);
    }
}
