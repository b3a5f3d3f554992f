package dev.tandem.editor.ui;

import dev.tandem.editor.ui.theme.Icons;
import dev.tandem.editor.ui.theme.Paint;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.util.Optional;
import javax.swing.AbstractAction;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.KeyStroke;
import net.miginfocom.swing.MigLayout;

/** Which Tandem this is, on which Java. */
final class AboutDialog extends JDialog {

    private AboutDialog(Window owner) {
        super(owner, "About Tandem", ModalityType.MODELESS);
        setDefaultCloseOperation(DISPOSE_ON_CLOSE);
        JPanel body = new JPanel(new MigLayout("insets 24 40 20 40, wrap 1", "[center]", "[]12[]4[]2[]16[]"));
        body.add(new JLabel(Icons.application(64)));
        JLabel name = new JLabel("Tandem " + version());
        name.setFont(Paint.strong(5));
        body.add(name);
        body.add(Paint.MUTED.on(new JLabel("Your documents, on your device, with other people.")));
        body.add(Paint.MUTED.on(new JLabel("Java " + Runtime.version() + " · " + System.getProperty("os.name"))));
        JButton close = new JButton("Close");
        close.addActionListener(event -> dispose());
        body.add(close);
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
    }

    private static String version() {
        return Optional.ofNullable(AboutDialog.class.getPackage().getImplementationVersion())
                .orElse("");
    }

    static void open(Window owner) {
        AboutDialog dialog = new AboutDialog(owner);
        dialog.pack();
        dialog.setResizable(false);
        dialog.setLocationRelativeTo(owner);
        dialog.setVisible(true);
    }
}
