package dev.tandem.editor.ui.status;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tandem.editor.session.Access;
import dev.tandem.editor.ui.tab.EditorTab;
import dev.tandem.editor.ui.tab.Language;
import dev.tandem.editor.ui.theme.Icons;
import dev.tandem.editor.ui.theme.Paint;
import java.awt.Color;
import java.awt.Graphics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.swing.JButton;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JPopupMenu;
import javax.swing.JRadioButtonMenuItem;
import javax.swing.SwingUtilities;
import javax.swing.Timer;
import javax.swing.text.BadLocationException;
import javax.swing.text.Element;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/** Says truthfully where the text of the tab in front is, and where the caret is in it. */
public final class StatusBar extends JPanel {

    private static final int COUNT_AFTER_MILLIS = 300;
    private static final ExecutorService COUNTER = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "word count");
        thread.setDaemon(true);
        return thread;
    });

    private final JLabel device = new JLabel();
    private final JButton hub = new JButton();
    private final JLabel caret = Paint.MUTED.on(new JLabel());
    private final JLabel words = Paint.MUTED.on(new JLabel());
    private final JButton encoding = new JButton();
    private final JButton lineEnding = new JButton();
    private final JButton language = new JButton();
    private final Timer count;
    private @Nullable EditorTab tab;

    /** {@code onHub} is run when the person wants to know more about the hub. */
    public StatusBar(Runnable onHub, Consumer<Language> onLanguage) {
        super(new MigLayout("insets 3 12 3 12, gap 14", "[][]push[][][]4[]4[]", "[center]"));
        for (JButton button : new JButton[] {hub, language, lineEnding, encoding}) {
            button.putClientProperty(FlatClientProperties.BUTTON_TYPE, FlatClientProperties.BUTTON_TYPE_TOOLBAR_BUTTON);
            button.setFont(Paint.font(-1));
        }
        for (JLabel label : new JLabel[] {device, caret, words}) {
            label.setFont(Paint.font(-1));
        }
        hub.addActionListener(event -> onHub.run());
        language.setToolTipText("Language");
        language.addActionListener(event -> chooseLanguage(onLanguage));
        Paint.MUTED.on(language);
        lineEnding.setToolTipText("Line ends of the file when it is exported");
        lineEnding.addActionListener(event -> chooseLineEnding());
        Paint.MUTED.on(lineEnding);
        encoding.setToolTipText("Encoding of the file when it is exported");
        encoding.addActionListener(event -> chooseEncoding());
        Paint.MUTED.on(encoding);
        add(device);
        add(hub);
        add(caret);
        add(words);
        add(language);
        add(lineEnding);
        add(encoding);
        count = new Timer(COUNT_AFTER_MILLIS, event -> countWords());
        count.setRepeats(false);
        show(null);
    }

    /** Shows this tab from now on, or nothing. */
    public void show(@Nullable EditorTab newTab) {
        tab = newTab;
        for (java.awt.Component part : getComponents()) {
            part.setVisible(newTab != null);
        }
        refresh();
    }

    /** Something about the tab changed. */
    public void refresh() {
        EditorTab shown = tab;
        if (shown == null) {
            return;
        }
        StatusText onDevice = StatusText.device(shown.session().state());
        device.setIcon(Icons.of(onDevice.icon(), onDevice.paint()));
        device.setText(onDevice.words());
        device.setToolTipText(onDevice.more());
        device.getAccessibleContext().setAccessibleDescription(onDevice.more());
        StatusText onHub = StatusText.hub(shown.session().state().hub());
        hub.setIcon(Icons.of(onHub.icon(), onHub.paint()));
        hub.setText(onHub.words());
        hub.setToolTipText(onHub.more());
        hub.getAccessibleContext().setAccessibleDescription(onHub.more());
        caret.setText(place(shown));
        language.setText(shown.language().label());
        Map<String, String> properties = shown.session().properties();
        encoding.setText(
                new FileEncoding(properties.getOrDefault("encoding", "UTF-8"), "true".equals(properties.get("bom")))
                        .label());
        lineEnding.setText(properties.getOrDefault("lineEnding", "lf").toUpperCase(Locale.ROOT));
        count.restart();
    }

    private static String place(EditorTab shown) {
        Element lines = shown.area().getDocument().getDefaultRootElement();
        int dot = shown.area().getCaretPosition();
        int line = lines.getElementIndex(dot);
        int start = lines.getElement(line).getStartOffset();
        int column;
        try {
            String before = shown.area().getText(start, Math.min(dot - start, 20_000));
            column = before.codePointCount(0, before.length());
        } catch (BadLocationException e) {
            throw new IllegalStateException("the caret is outside the text", e);
        }
        int selected = shown.area().getSelectionEnd() - shown.area().getSelectionStart();
        return "Ln " + (line + 1) + ", Col " + (column + 1) + (selected == 0 ? "" : " (" + selected + " selected)");
    }

    private void countWords() {
        EditorTab counted = tab;
        if (counted == null) {
            return;
        }
        String text = counted.area().getText();
        COUNTER.execute(() -> {
            int found = WordCount.of(text);
            SwingUtilities.invokeLater(() -> {
                if (tab == counted) {
                    words.setText(found == 1 ? "1 word" : String.format("%,d words", found));
                }
            });
        });
    }

    private void chooseLanguage(Consumer<Language> onLanguage) {
        EditorTab shown = tab;
        if (shown != null) {
            choose(language, Language.all(), Language::label, shown.language()::equals, onLanguage);
        }
    }

    private void chooseEncoding() {
        choose(
                encoding,
                FileEncoding.ALL,
                FileEncoding::label,
                one -> one.label().equals(encoding.getText()),
                one -> {
                    set("encoding", one.charset());
                    set("bom", Boolean.toString(one.byteOrderMark()));
                });
    }

    private void chooseLineEnding() {
        choose(
                lineEnding,
                List.of("LF", "CRLF", "CR"),
                one -> one,
                lineEnding.getText()::equals,
                one -> set("lineEnding", one.toLowerCase(Locale.ROOT)));
    }

    private void set(String property, String value) {
        if (tab != null) {
            tab.session().setProperty(property, value);
        }
    }

    private <T> void choose(
            JButton button, List<T> all, Function<T, String> label, Predicate<T> current, Consumer<T> chosen) {
        if (tab == null || tab.session().access() == Access.READ_ONLY) {
            return;
        }
        JPopupMenu menu = new JPopupMenu();
        for (T one : all) {
            JRadioButtonMenuItem item = new JRadioButtonMenuItem(label.apply(one), current.test(one));
            item.addActionListener(event -> chosen.accept(one));
            menu.add(item);
        }
        menu.show(button, 0, -menu.getPreferredSize().height);
    }

    @Override
    public Color getBackground() {
        return Paint.SIDE.color();
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        super.paintComponent(graphics);
        graphics.setColor(Paint.LINE.color());
        graphics.fillRect(0, 0, getWidth(), 1);
    }
}
