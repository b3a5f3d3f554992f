package dev.tandem.editor.ui.tab;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tandem.editor.session.Access;
import dev.tandem.editor.session.HubState;
import dev.tandem.editor.session.Session;
import dev.tandem.editor.session.SessionListener;
import dev.tandem.editor.text.DocumentArea;
import dev.tandem.editor.text.TextBinding;
import dev.tandem.editor.ui.find.FindBar;
import dev.tandem.editor.ui.theme.Appearance;
import dev.tandem.editor.ui.theme.Paint;
import java.awt.BorderLayout;
import java.awt.Component;
import java.awt.Insets;
import java.awt.KeyboardFocusManager;
import java.awt.Point;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.swing.BorderFactory;
import javax.swing.BoxLayout;
import javax.swing.JPanel;
import javax.swing.JScrollBar;
import javax.swing.SwingUtilities;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import javax.swing.plaf.basic.BasicBorders;
import org.fife.ui.rtextarea.Gutter;
import org.fife.ui.rtextarea.RTextScrollPane;

/** One document in a tab: its banners, its find bar and its text. Owns the session and closes it. */
public final class EditorTab extends JPanel {

    private static final int LONGEST_NAME = 40;
    private static final String REFUSAL = "refusal";

    private final Session session;
    private final DocumentArea area = new DocumentArea();
    private final TextBinding binding;
    private final RemoteCarets carets;
    private final FindBar findBar;
    private final RTextScrollPane scroll;
    private final JPanel banners = new JPanel();
    private final Map<String, Banner> shownBanners = new LinkedHashMap<>();
    private final SessionListener listener = new Changes();
    private Runnable onChange = () -> {};
    private boolean wrap = true;
    private String refusal = "";

    /** Shows the session's text in the font size of {@code points}. */
    public EditorTab(Session session, int points) {
        super(new BorderLayout());
        this.session = session;
        // A margin and not a border: the wrapped view counts the insets of a border twice, and only corrects a margin.
        area.setBorder(new BasicBorders.MarginBorder());
        area.setMargin(new Insets(10, 12, 40, 24));
        area.setFont(Appearance.textFont(points));
        area.getAccessibleContext().setAccessibleName("Text of the document");
        scroll = new RTextScrollPane(area, true);
        scroll.setBorder(BorderFactory.createEmptyBorder());
        for (JScrollBar bar : List.of(scroll.getVerticalScrollBar(), scroll.getHorizontalScrollBar())) {
            bar.putClientProperty(FlatClientProperties.STYLE, "track: $Tandem.paper");
        }
        findBar = new FindBar(area, area::requestFocusInWindow);
        findBar.setVisible(false);
        banners.setLayout(new BoxLayout(banners, BoxLayout.Y_AXIS));
        JPanel top = new JPanel();
        top.setLayout(new BoxLayout(top, BoxLayout.Y_AXIS));
        top.add(banners);
        top.add(findBar);
        add(top, BorderLayout.NORTH);
        add(scroll, BorderLayout.CENTER);
        binding = TextBinding.bind(session, area);
        carets = new RemoteCarets(area, binding);
        binding.onLarge(notice -> show(Banner.Message.of(Banner.Kind.INFO, "large", notice)));
        session.addListener(listener);
        var unused = binding.ready().thenRun(this::followText);
        area.addCaretListener(event -> onChange.run());
        lookChanged();
        languageChanged();
        accessChanged();
        refusalChanged();
    }

    private void followText() {
        area.getDocument().addDocumentListener(new DocumentListener() {
            @Override
            public void insertUpdate(DocumentEvent event) {
                onChange.run();
            }

            @Override
            public void removeUpdate(DocumentEvent event) {
                onChange.run();
            }

            @Override
            public void changedUpdate(DocumentEvent event) {
                // Attributes are of no interest here.
            }
        });
        carets.update();
        onChange.run();
    }

    /** Is told when caret, text, title, people or state are other ones now; several times for one key press. */
    public void onChange(Runnable newListener) {
        onChange = newListener;
    }

    /** The document in this tab. */
    public Session session() {
        return session;
    }

    /** Its text area. */
    public DocumentArea area() {
        return area;
    }

    /** What joins the two. */
    public TextBinding binding() {
        return binding;
    }

    /** What the tab is called: the title, or the first words of a document without one. */
    public String label() {
        String title = session.title().strip();
        return title.isEmpty() ? firstWords() : title;
    }

    private String firstWords() {
        String start = area.getDocument().getLength() == 0 ? "" : textStart();
        Optional<String> line = start.lines()
                .map(String::strip)
                .filter(found -> !found.isEmpty())
                .findFirst();
        return line.map(found -> found.replaceFirst("^#+\\s*", ""))
                .filter(found -> !found.isEmpty())
                .map(EditorTab::shortened)
                .orElse("Untitled");
    }

    private String textStart() {
        try {
            return area.getText(0, Math.min(400, area.getDocument().getLength()));
        } catch (javax.swing.text.BadLocationException e) {
            throw new IllegalStateException("the start of the text is outside it", e);
        }
    }

    private static String shortened(String line) {
        if (line.length() <= LONGEST_NAME) {
            return line;
        }
        int end = line.offsetByCodePoints(0, line.codePointCount(0, LONGEST_NAME));
        return line.substring(0, end).strip() + "…";
    }

    /** What the text is written in. */
    public Language language() {
        return Language.of(session.properties().getOrDefault(Language.PROPERTY, ""), session.title());
    }

    /** Shows a banner, in the place of an older one of the same key. */
    public void show(Banner.Message message) {
        hide(message.key());
        Banner banner = new Banner(message, () -> hide(message.key()));
        shownBanners.put(message.key(), banner);
        banners.add(banner);
        banners.revalidate();
    }

    /** Takes a banner away, if it is there. */
    public void hide(String key) {
        Banner old = shownBanners.remove(key);
        if (old != null) {
            // Nobody has the keyboard while another program does, or just after a dialog has closed.
            Component owner =
                    KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
            boolean hadKeyboard = owner != null && SwingUtilities.isDescendingFrom(owner, old);
            banners.remove(old);
            if (hadKeyboard) {
                area.requestFocusInWindow();
            }
            banners.revalidate();
            banners.repaint();
        }
    }

    /** The line in which the person finds and replaces. */
    public FindBar findBar() {
        return findBar;
    }

    /** Opens the find bar, with or without the line for replacing. */
    public void find(boolean withReplace) {
        findBar.open(withReplace);
    }

    /** Goes to another match; opens the find bar if it is closed. */
    public void findNext(int direction) {
        if (findBar.isVisible()) {
            findBar.step(direction);
        } else {
            findBar.open(false);
        }
    }

    /** The text has the caret, and others see it. */
    public void front() {
        binding.announce();
        area.requestFocusInWindow();
    }

    /** Another tab is in front. */
    public void back() {
        binding.conceal();
    }

    /** Sets the size of the text, in points. */
    public void zoom(int points) {
        area.setFont(Appearance.textFont(points));
        scroll.getGutter().setLineNumberFont(Appearance.textFont(Math.max(9, points - 3)));
    }

    /** Whether long lines wrap. */
    public void wrap(boolean newWrap) {
        wrap = newWrap;
        languageChanged();
    }

    /** Caret and scroll as one word, for {@link #restore}. */
    public String place() {
        return area.getCaretPosition() + ":" + scroll.getViewport().getViewPosition().y;
    }

    /** Puts caret and scroll where {@link #place} said, as far as the text still reaches. */
    public void restore(String place) {
        var unused = binding.ready().thenAccept(ready -> {
            String[] parts = place.split(":");
            if (parts.length == 2 && place.matches("\\d{1,9}:\\d{1,9}")) {
                area.setCaretPosition(
                        Math.min(Integer.parseInt(parts[0]), area.getDocument().getLength()));
                // The caret's own scrolling comes from the event queue; this comes after it.
                SwingUtilities.invokeLater(() -> SwingUtilities.invokeLater(
                        () -> scroll.getViewport().setViewPosition(new Point(0, Integer.parseInt(parts[1])))));
            }
        });
    }

    /** Goes to a place in the text, as a UTF-16 offset of the session. */
    public void reveal(int offset) {
        area.setCaretPosition(
                Math.min(binding.toShown(offset), area.getDocument().getLength()));
        area.requestFocusInWindow();
    }

    /** Takes on the colours of the look of now. */
    public void lookChanged() {
        TextLook.apply(area);
        Gutter gutter = scroll.getGutter();
        gutter.setBackground(Paint.PAPER.color());
        gutter.setBorder(new Gutter.GutterBorder(0, 12, 0, 2));
        gutter.setBorderColor(Paint.PAPER.color());
        gutter.setLineNumberColor(Paint.FAINT.color());
        gutter.setCurrentLineNumberColor(Paint.MUTED.color());
        gutter.setLineNumberFont(Appearance.textFont(Math.max(9, area.getFont().getSize() - 3)));
        gutter.setSpacingBetweenLineNumbersAndFoldIndicator(6);
        scroll.getViewport().setBackground(Paint.PAPER.color());
        carets.lookChanged();
    }

    private void languageChanged() {
        area.show(language().style(), wrap);
    }

    private void accessChanged() {
        if (session.access() == Access.READ_ONLY) {
            show(Banner.Message.of(
                    Banner.Kind.INFO, "access", "You can read this document. Its owner has not let you change it."));
        } else {
            hide("access");
        }
    }

    /** Said once for each reason, so that a banner that was closed stays closed. */
    private void refusalChanged() {
        String reason = session.state().hub() instanceof HubState.Refused refused ? refused.reason() : "";
        if (!reason.equals(refusal)) {
            refusal = reason;
            hide(REFUSAL);
            if (!reason.isEmpty()) {
                show(Banner.Message.of(Banner.Kind.WARNING, REFUSAL, reason + " What you have stays on this device."));
            }
        }
    }

    /** Leaves the document. */
    public void close() {
        findBar.close();
        carets.close();
        session.removeListener(listener);
        binding.close();
        session.close();
    }

    private final class Changes implements SessionListener {
        @Override
        public void textChanged(dev.tandem.crdt.TextDelta delta) {
            carets.update();
            onChange.run();
        }

        @Override
        public void propertiesChanged() {
            languageChanged();
            onChange.run();
        }

        @Override
        public void peersChanged() {
            if (binding.ready().isDone()) {
                carets.update();
            }
            onChange.run();
        }

        @Override
        public void stateChanged() {
            refusalChanged();
            onChange.run();
        }

        @Override
        public void accessChanged() {
            EditorTab.this.accessChanged();
            onChange.run();
        }
    }
}
