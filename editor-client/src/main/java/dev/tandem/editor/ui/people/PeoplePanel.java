package dev.tandem.editor.ui.people;

import dev.tandem.editor.session.Peer;
import dev.tandem.editor.session.Person;
import dev.tandem.editor.ui.tab.EditorTab;
import dev.tandem.editor.ui.tab.PeerColor;
import dev.tandem.editor.ui.theme.Icons;
import dev.tandem.editor.ui.theme.Paint;
import java.awt.Color;
import java.awt.Cursor;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextArea;
import javax.swing.SwingConstants;
import javax.swing.text.Element;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/** Who is in the document of the tab in front. A click on somebody goes to where they are. */
public final class PeoplePanel extends JPanel {

    private final JPanel rows = new JPanel(new MigLayout("insets 0, wrap 1, gap 2, fillx", "[grow, fill]"));
    private final JButton share = new JButton("Share…");
    private @Nullable EditorTab tab;
    private Person own;
    private String shownKey = "";

    /** {@code onShare} is run when the person at this device, {@code own}, wants to invite somebody. */
    public PeoplePanel(Person own, Runnable onShare) {
        super(new MigLayout("insets 12 12 12 12, wrap 1, fillx", "[grow, fill]", "[26!, center]6[grow, top][]"));
        this.own = own;
        JLabel title = new JLabel("People");
        title.setFont(Paint.strong(0));
        add(title);
        rows.setOpaque(false);
        add(rows, "grow");
        share.setIcon(Icons.of("share"));
        share.addActionListener(event -> onShare.run());
        add(share);
        getAccessibleContext().setAccessibleName("People in this document");
        show(null);
    }

    /** Shows this tab's people from now on, or nobody. */
    public void show(@Nullable EditorTab newTab) {
        tab = newTab;
        share.setVisible(newTab != null);
        shownKey = "";
        refresh();
    }

    /** The person at this device is shown like this from now on. */
    public void own(Person person) {
        own = person;
        refresh();
    }

    /** The colours of the look have changed. */
    public void lookChanged() {
        shownKey = "";
        refresh();
    }

    /** Somebody came, left or moved. */
    public void refresh() {
        EditorTab shown = tab;
        List<Peer> peers = shown == null ? List.of() : shown.session().peers();
        StringBuilder key = new StringBuilder(own.name()).append(own.color()).append(shown == null);
        peers.forEach(peer -> key.append('\n')
                .append(peer.clientId())
                .append(peer.name())
                .append(peer.color())
                .append(where(shown, peer)));
        if (key.toString().equals(shownKey)) {
            return;
        }
        shownKey = key.toString();
        rows.removeAll();
        if (shown != null) {
            rows.add(row(own.name() + " (you)", "Here", new Avatar(own.name(), PeerColor.of(own.color()))));
            for (Peer peer : peers) {
                rows.add(peerRow(shown, peer));
            }
            if (peers.isEmpty()) {
                rows.add(alone(), "gaptop 18");
            }
        }
        rows.revalidate();
        rows.repaint();
    }

    private JPanel peerRow(EditorTab shown, Peer peer) {
        String where = where(shown, peer);
        JPanel row = row(peer.name(), where, new Avatar(peer.name(), PeerColor.of(peer)));
        Integer head = peer.head();
        if (head != null) {
            row.setCursor(Cursor.getPredefinedCursor(Cursor.HAND_CURSOR));
            row.setToolTipText("Go to " + peer.name());
            row.addMouseListener(new MouseAdapter() {
                @Override
                public void mouseClicked(MouseEvent event) {
                    shown.reveal(head);
                }
            });
        }
        row.getAccessibleContext().setAccessibleName(peer.name() + ", " + where);
        return row;
    }

    private static String where(@Nullable EditorTab shown, Peer peer) {
        Integer head = peer.head();
        if (shown == null || head == null) {
            return "Here";
        }
        Element lines = shown.area().getDocument().getDefaultRootElement();
        int line = lines.getElementIndex(shown.binding().toShown(head));
        return "Line " + (line + 1);
    }

    private static JPanel row(String name, String where, Avatar avatar) {
        JPanel row = new JPanel(new MigLayout("insets 5 4 5 4, gap 10 0, wrap 2", "[][grow, fill]", "[][]"));
        row.setOpaque(false);
        row.add(new JLabel(avatar), "spany 2");
        row.add(new JLabel(name), "wmin 0");
        JLabel second = Paint.MUTED.on(new JLabel(where));
        second.setFont(Paint.font(-2));
        row.add(second, "wmin 0");
        return row;
    }

    private static JPanel alone() {
        JPanel panel = new JPanel(new MigLayout("insets 0, wrap 1, fillx", "[grow, center]", "[]8[]"));
        panel.setOpaque(false);
        panel.add(new JLabel(Icons.of("people", 36, Paint.FAINT), SwingConstants.CENTER));
        JTextArea help = new JTextArea("Nobody else is here. Share this document, and you see each other write.");
        help.setEditable(false);
        help.setFocusable(false);
        help.setOpaque(false);
        help.setLineWrap(true);
        help.setWrapStyleWord(true);
        help.setBorder(null);
        help.setFont(Paint.font(-1));
        Paint.MUTED.on(help);
        panel.add(help, "growx, wmin 0, gapleft 6, gapright 6");
        return panel;
    }

    @Override
    public Color getBackground() {
        return Paint.SIDE.color();
    }
}
