package dev.tandem.editor.ui.hub;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tandem.editor.HubLink;
import dev.tandem.editor.ui.Later;
import java.awt.Window;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JTextField;

/** Asks for the hub's address, once. */
public final class ConnectDialog extends Sheet {

    private final HubLink hub;
    private final Runnable then;
    private final JTextField address = new JTextField(28);
    private final JButton connect = new JButton("Connect");

    private ConnectDialog(Window owner, HubLink hub, Runnable then) {
        super(owner, "Connect to a Hub", "");
        this.hub = hub;
        this.then = then;
        body.add(heading("Connect to a hub"));
        body.add(
                hint(
                        "A hub carries the documents you share to other people and to your other devices. Documents that you"
                                + " do not share stay on this device."),
                "wmin 0");
        JLabel label = new JLabel("Address");
        label.setLabelFor(address);
        body.add(label, "gaptop 6");
        address.putClientProperty(FlatClientProperties.PLACEHOLDER_TEXT, "https://hub.example.org");
        hub.address().ifPresent(known -> address.setText(known.toString()));
        body.add(address);
        addProblemLine();
        JButton cancel = new JButton("Cancel");
        cancel.addActionListener(event -> dispose());
        addButtons(cancel, connect);
        connect.addActionListener(event -> connect());
        getRootPane().setDefaultButton(connect);
    }

    /** Shows it; {@code then} runs once the hub has answered. */
    public static void open(Window owner, HubLink hub, Runnable then) {
        new ConnectDialog(owner, hub, then).open();
    }

    private void connect() {
        Optional<URI> uri = parse(address.getText().strip());
        if (uri.isEmpty()) {
            problem("That is not an address of a hub. It looks like https://hub.example.org.");
            return;
        }
        problem("");
        connect.setEnabled(false);
        connect.setText("Connecting…");
        Later.answer(
                hub.connect(uri.get()),
                done -> {
                    dispose();
                    then.run();
                },
                sentence -> {
                    connect.setEnabled(true);
                    connect.setText("Connect");
                    problem(sentence);
                });
    }

    /** Reads what a person types: a host alone is meant as https, a host of this device as http. */
    static Optional<URI> parse(String typed) {
        boolean local = typed.matches("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?/?");
        String whole = typed.contains("://") ? typed : (local ? "http://" : "https://") + typed;
        try {
            URI uri = new URI(whole);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
