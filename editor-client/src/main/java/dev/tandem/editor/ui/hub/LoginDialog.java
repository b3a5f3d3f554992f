package dev.tandem.editor.ui.hub;

import dev.tandem.editor.ui.theme.Appearance;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.datatransfer.StringSelection;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.net.URI;
import javax.swing.JButton;
import javax.swing.JTextField;

/** Stands while the person logs in with the browser: where the page is, and the ways out. Writing goes on behind it. */
public final class LoginDialog extends Sheet {

    private LoginDialog(Window owner, URI page, Runnable onCode, Runnable onClosed) {
        super(owner, "Log In", "");
        body.add(heading("Log in with your browser"));
        body.add(
                hint("The login page of " + page.getAuthority()
                        + " has been opened in your browser. If you do not see it, open this address yourself."),
                "wmin 0");
        JTextField address = new JTextField(page.toString());
        address.setEditable(false);
        address.setCaretPosition(0);
        address.setFont(Appearance.textFont(12));
        address.getAccessibleContext().setAccessibleName("Address of the login page");
        body.add(address, "gaptop 4, wmin 0, wmax 420");
        JButton copy = new JButton("Copy Link");
        copy.addActionListener(event -> Toolkit.getDefaultToolkit()
                .getSystemClipboard()
                .setContents(new StringSelection(page.toString()), null));
        JButton code = new JButton("Use a Code");
        code.setToolTipText("Log in on another device");
        code.addActionListener(event -> {
            onCode.run();
            dispose();
        });
        JButton cancel = new JButton("Cancel");
        cancel.addActionListener(event -> dispose());
        addButtons(copy, code, cancel);
        getRootPane().setDefaultButton(copy);
        addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(WindowEvent event) {
                onClosed.run();
            }
        });
    }

    /** Shows it and returns it; {@code onClosed} runs whenever it was closed, {@code onCode} when a code is wanted. */
    public static LoginDialog show(Window owner, URI page, Runnable onCode, Runnable onClosed) {
        LoginDialog dialog = new LoginDialog(owner, page, onCode, onClosed);
        dialog.open();
        return dialog;
    }
}
