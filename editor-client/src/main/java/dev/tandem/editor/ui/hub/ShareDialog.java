package dev.tandem.editor.ui.hub;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tandem.editor.HubLink;
import dev.tandem.editor.Member;
import dev.tandem.editor.ui.Later;
import dev.tandem.editor.ui.theme.Icons;
import dev.tandem.editor.ui.theme.Paint;
import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import java.awt.Window;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;
import net.miginfocom.swing.MigLayout;

/** Lets a person into a document, shows who is in already, and takes rights away. */
public final class ShareDialog extends Sheet {

    /** A role in the words of the dialog. */
    private record Choice(Role role, String words) {
        @Override
        public String toString() {
            return words;
        }
    }

    private static final List<Choice> CHOICES = List.of(
            new Choice(Role.EDITOR, "Can edit"), new Choice(Role.VIEWER, "Can read"), new Choice(Role.OWNER, "Owner"));

    private final HubLink hub;
    private final DocumentId document;
    private final Supplier<CompletableFuture<Void>> before;
    private final JTextField person = new JTextField(18);
    private final JComboBox<Choice> role = new JComboBox<>(CHOICES.toArray(new Choice[0]));
    private final JButton share = new JButton("Share");
    private final JLabel heading = Paint.MUTED.on(new JLabel("Who can open it"));
    private final JPanel members = new JPanel(new MigLayout("insets 0, wrap 1, gapy 2, fillx", "[grow, fill]"));

    private ShareDialog(
            Window owner,
            HubLink hub,
            DocumentId document,
            String title,
            boolean shared,
            Supplier<CompletableFuture<Void>> before) {
        super(owner, "Share", "");
        this.hub = hub;
        this.document = document;
        this.before = before;
        body.add(heading("Share “" + title + "”"), "wmin 0");
        body.add(
                hint(
                        shared
                                ? "Type somebody's user name on the hub."
                                : "Sharing puts this document on the hub. Type somebody's user name there."),
                "wmin 0");
        person.putClientProperty(FlatClientProperties.PLACEHOLDER_TEXT, "User name");
        person.getAccessibleContext().setAccessibleName("User name");
        role.getAccessibleContext().setAccessibleName("What they may do");
        body.add(person, "split 3, growx, gaptop 6");
        body.add(role, "growx 0");
        body.add(share, "growx 0");
        addProblemLine();
        heading.setFont(Paint.font(-1));
        heading.setVisible(false);
        body.add(heading, "gaptop 10");
        body.add(members);
        JButton done = new JButton("Done");
        done.addActionListener(event -> dispose());
        addButtons(done);
        share.addActionListener(event -> share());
        getRootPane().setDefaultButton(share);
        if (shared) {
            refresh();
        }
    }

    /** Shows it for a document of that title; {@code before} is done before it is shared with anybody. */
    public static void open(
            Window owner,
            HubLink hub,
            DocumentId document,
            String title,
            boolean shared,
            Supplier<CompletableFuture<Void>> before) {
        new ShareDialog(owner, hub, document, title, shared, before).open();
    }

    private void share() {
        String name = person.getText().strip();
        if (name.isEmpty()) {
            problem("Type the user name of the person to share with.");
            return;
        }
        Choice chosen = (Choice) Optional.ofNullable(role.getSelectedItem()).orElse(CHOICES.get(0));
        problem("");
        share.setEnabled(false);
        Later.answer(
                before.get().thenCompose(done -> hub.share(document, name, chosen.role())),
                done -> {
                    share.setEnabled(true);
                    person.setText("");
                    refresh();
                },
                this::failed);
    }

    private void failed(String sentence) {
        share.setEnabled(true);
        problem(sentence);
    }

    private void refresh() {
        Later.answer(hub.members(document), this::show, this::failed);
    }

    private void show(List<Member> now) {
        String me = hub.identity().map(identity -> identity.username()).orElse("");
        members.removeAll();
        for (Member member : now) {
            JPanel row = new JPanel(new MigLayout("insets 3 0 3 0, gap 8", "[grow, fill][][]", "[center]"));
            boolean own = member.username().equals(me);
            row.add(new JLabel(member.name() + (own ? " (you)" : "")), "wmin 0");
            row.add(Paint.MUTED.on(new JLabel(words(member.role()))));
            JButton remove = new JButton(Icons.of("close"));
            remove.putClientProperty(FlatClientProperties.BUTTON_TYPE, FlatClientProperties.BUTTON_TYPE_TOOLBAR_BUTTON);
            remove.setToolTipText("Take " + member.name() + "'s access away");
            remove.getAccessibleContext().setAccessibleName("Take " + member.name() + "'s access away");
            remove.setVisible(!own);
            remove.addActionListener(event -> revoke(member));
            row.add(remove, "hidemode 0");
            members.add(row);
        }
        heading.setVisible(!now.isEmpty());
        fit();
    }

    private void revoke(Member member) {
        problem("");
        Later.answer(hub.revoke(document, member.username()), done -> refresh(), this::failed);
    }

    private static String words(Role role) {
        return CHOICES.stream()
                .filter(choice -> choice.role() == role)
                .map(Choice::words)
                .findFirst()
                .orElse("");
    }
}
