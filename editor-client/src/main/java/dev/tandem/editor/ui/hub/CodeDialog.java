package dev.tandem.editor.ui.hub;

import dev.tandem.editor.ui.theme.Appearance;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.datatransfer.StringSelection;
import java.net.URI;
import java.time.Duration;
import javax.swing.JButton;
import javax.swing.JTextField;
import javax.swing.SwingConstants;

/** Shows the code with which a person logs in on another device. */
public final class CodeDialog extends Sheet {

    private CodeDialog(Window owner, URI page, String code, URI pageWithCode, Duration lifetime) {
        super(owner, "Log In with a Code", "");
        body.add(heading("Log in with a code"));
        body.add(
                hint("Open this page on any device and type the code. It is good for " + lifetime.toMinutes()
                        + " minutes."),
                "wmin 0");
        body.add(field(page.toString(), 13), "gaptop 4");
        JTextField large = field(code, 26);
        large.setHorizontalAlignment(SwingConstants.CENTER);
        large.getAccessibleContext().setAccessibleName("Code");
        body.add(large);
        JButton copy = new JButton("Copy Link");
        copy.addActionListener(event -> Toolkit.getDefaultToolkit()
                .getSystemClipboard()
                .setContents(new StringSelection(pageWithCode.toString()), null));
        JButton close = new JButton("Close");
        close.addActionListener(event -> dispose());
        addButtons(copy, close);
        getRootPane().setDefaultButton(close);
    }

    private static JTextField field(String text, int points) {
        JTextField field = new JTextField(text);
        field.setEditable(false);
        field.setFont(Appearance.textFont(points));
        return field;
    }

    /** Shows it and returns it, so that it can be closed when the login is done. */
    public static CodeDialog show(Window owner, URI page, String code, URI pageWithCode, Duration lifetime) {
        CodeDialog dialog = new CodeDialog(owner, page, code, pageWithCode, lifetime);
        dialog.open();
        return dialog;
    }
}
