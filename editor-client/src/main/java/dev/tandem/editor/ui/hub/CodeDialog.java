package dev.tandem.editor.ui.hub;

import dev.tandem.editor.ui.theme.Appearance;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.datatransfer.StringSelection;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.net.URI;
import java.time.Duration;
import javax.swing.JButton;
import javax.swing.JTextField;
import javax.swing.SwingConstants;

/** Shows the code with which a person logs in on another device. */
public final class CodeDialog extends Sheet {

    private CodeDialog(Window owner, URI page, String code, URI pageWithCode, Duration lifetime, Runnable onClosed) {
        super(owner, "Log In with a Code", "");
        body.add(heading("Log in with a code"));
        body.add(
                hint("Open this page on any device and type the code. It is good for " + lifetime.toMinutes()
                        + " minutes."),
                "wmin 0");
        JTextField address = field(page.toString(), 13);
        address.getAccessibleContext().setAccessibleName("Address of the login page");
        body.add(address, "gaptop 4, wmin 0, wmax 420");
        JTextField large = field(code, 26);
        large.setHorizontalAlignment(SwingConstants.CENTER);
        large.getAccessibleContext().setAccessibleName("Code");
        body.add(large);
        JButton copy = new JButton("Copy Link");
        copy.addActionListener(event -> Toolkit.getDefaultToolkit()
                .getSystemClipboard()
                .setContents(new StringSelection(pageWithCode.toString()), null));
        JButton cancel = new JButton("Cancel");
        cancel.addActionListener(event -> dispose());
        addButtons(copy, cancel);
        getRootPane().setDefaultButton(copy);
        addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(WindowEvent event) {
                onClosed.run();
            }
        });
    }

    private static JTextField field(String text, int points) {
        JTextField field = new JTextField(text);
        field.setEditable(false);
        field.setFont(Appearance.textFont(points));
        return field;
    }

    /** Shows it and returns it; {@code onClosed} runs whenever it was closed. */
    public static CodeDialog show(
            Window owner, URI page, String code, URI pageWithCode, Duration lifetime, Runnable onClosed) {
        CodeDialog dialog = new CodeDialog(owner, page, code, pageWithCode, lifetime, onClosed);
        dialog.open();
        return dialog;
    }
}
