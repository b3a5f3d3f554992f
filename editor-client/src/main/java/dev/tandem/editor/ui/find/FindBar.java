package dev.tandem.editor.ui.find;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tandem.editor.text.DocumentArea;
import dev.tandem.editor.ui.theme.Icons;
import dev.tandem.editor.ui.theme.Paint;
import java.awt.Color;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.List;
import javax.swing.AbstractAction;
import javax.swing.BorderFactory;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JPanel;
import javax.swing.JTextField;
import javax.swing.JToggleButton;
import javax.swing.JToolBar;
import javax.swing.KeyStroke;
import javax.swing.Timer;
import javax.swing.event.DocumentEvent;
import javax.swing.event.DocumentListener;
import javax.swing.text.BadLocationException;
import net.miginfocom.swing.MigLayout;
import org.fife.ui.rtextarea.ChangeableHighlightPainter;

/**
 * The line above the text in which a person finds and replaces. All matches are marked while it is open; Enter goes to
 * the next, Shift+Enter to the one before, Escape closes it.
 */
public final class FindBar extends JPanel {

    private static final int MOST_MARKED = 2_000;

    private final DocumentArea area;
    private final Search search = new Search();
    private final JTextField wanted = new JTextField(24);
    private final JTextField replacement = new JTextField(24);
    private final JLabel count = Paint.MUTED.on(new JLabel(" "));
    private final JToggleButton matchCase = toggle("Aa", "Match case");
    private final JToggleButton wholeWords = toggle("W", "Whole words");
    private final JToggleButton regex = toggle(".*", "Regular expression");
    private final JButton replaceOne = new JButton("Replace");
    private final JButton replaceAll = new JButton("Replace All");
    private final List<Object> marks = new ArrayList<>();
    private final Timer later;
    private List<Query.Match> matches = List.of();
    private boolean jumpToFirst;
    private final Runnable onClose;

    private final DocumentListener follow = new DocumentListener() {
        @Override
        public void insertUpdate(DocumentEvent event) {
            textChanged();
        }

        @Override
        public void removeUpdate(DocumentEvent event) {
            textChanged();
        }

        @Override
        public void changedUpdate(DocumentEvent event) {
            // Attributes are of no interest here.
        }
    };

    /** A bar for this text, hidden at first; {@code onClose} is told when the person is done with it. */
    public FindBar(DocumentArea area, Runnable onClose) {
        super(new MigLayout("insets 8 14 8 8, gap 6, hidemode 3", "[][][][][][grow][]", "[center][center]"));
        this.area = area;
        this.onClose = onClose;
        setBorder(BorderFactory.createMatteBorder(0, 0, 1, 0, Paint.LINE.color()));
        wanted.putClientProperty(FlatClientProperties.PLACEHOLDER_TEXT, "Find");
        wanted.putClientProperty(FlatClientProperties.TEXT_FIELD_LEADING_ICON, Icons.of("search"));
        wanted.getAccessibleContext().setAccessibleName("Find");
        JToolBar options = new JToolBar();
        options.add(matchCase);
        options.add(wholeWords);
        options.add(regex);
        wanted.putClientProperty(FlatClientProperties.TEXT_FIELD_TRAILING_COMPONENT, options);
        replacement.putClientProperty(FlatClientProperties.PLACEHOLDER_TEXT, "Replace with");
        replacement.putClientProperty(FlatClientProperties.TEXT_FIELD_LEADING_ICON, Icons.of("replace"));
        replacement.getAccessibleContext().setAccessibleName("Replace with");
        later = new Timer(120, event -> ask());
        later.setRepeats(false);

        add(wanted, "w 320!");
        add(button("up", "Previous match (Shift+Enter)", () -> step(-1)));
        add(button("down", "Next match (Enter)", () -> step(1)));
        add(count, "wmin 90");
        add(button("close", "Close (Escape)", this::close), "cell 6 0");
        add(replacement, "cell 0 1, w 320!");
        add(replaceOne, "cell 1 1, span 3, split 2");
        add(replaceAll, "cell 1 1");
        wire();
    }

    private void wire() {
        for (JTextField field : List.of(wanted, replacement)) {
            field.getDocument().addDocumentListener(new DocumentListener() {
                @Override
                public void insertUpdate(DocumentEvent event) {
                    queryChanged();
                }

                @Override
                public void removeUpdate(DocumentEvent event) {
                    queryChanged();
                }

                @Override
                public void changedUpdate(DocumentEvent event) {
                    queryChanged();
                }
            });
        }
        for (JToggleButton option : List.of(matchCase, wholeWords, regex)) {
            option.addActionListener(event -> queryChanged());
        }
        wanted.addActionListener(event -> step(1));
        replacement.addActionListener(event -> replaceThis());
        replaceOne.addActionListener(event -> replaceThis());
        replaceAll.addActionListener(event -> replaceEverything());
        on(wanted, KeyStroke.getKeyStroke(KeyEvent.VK_ENTER, KeyEvent.SHIFT_DOWN_MASK), () -> step(-1));
        getInputMap(WHEN_ANCESTOR_OF_FOCUSED_COMPONENT)
                .put(KeyStroke.getKeyStroke(KeyEvent.VK_ESCAPE, 0), "close find bar");
        getActionMap().put("close find bar", action(this::close));
    }

    /** Opens it on the selected text, with or without the line for replacing. */
    public void open(boolean withReplace) {
        replacement.setVisible(withReplace);
        replaceOne.setVisible(withReplace);
        replaceAll.setVisible(withReplace);
        if (!isVisible()) {
            setVisible(true);
            area.getDocument().addDocumentListener(follow);
        }
        String selected = area.getSelectedText();
        if (selected != null && selected.indexOf('\n') < 0) {
            wanted.setText(selected);
        }
        wanted.selectAll();
        wanted.requestFocusInWindow();
        ask();
    }

    /** Goes to the next match ({@code 1}) or the one before ({@code -1}), round the end of the text. */
    public void step(int direction) {
        if (matches.isEmpty()) {
            return;
        }
        int from = direction > 0 ? area.getSelectionEnd() : area.getSelectionStart();
        int chosen = direction > 0 ? 0 : matches.size() - 1;
        if (direction > 0) {
            for (int at = 0; at < matches.size(); at++) {
                if (matches.get(at).start() >= from) {
                    chosen = at;
                    break;
                }
            }
        } else {
            for (int at = matches.size() - 1; at >= 0; at--) {
                if (matches.get(at).end() <= from) {
                    chosen = at;
                    break;
                }
            }
        }
        select(chosen);
    }

    private void select(int chosen) {
        Query.Match match = matches.get(chosen);
        area.setCaretPosition(match.start());
        area.moveCaretPosition(match.end());
        mark();
        say(chosen);
    }

    /** How many matches are known. */
    public int matchCount() {
        return matches.size();
    }

    /** Puts this in the place of every match, as one step of undo. */
    public void replaceEverythingWith(String text) {
        replacement.setText(text);
        replaceEverything();
    }

    private void queryChanged() {
        jumpToFirst = true;
        later.restart();
    }

    private void textChanged() {
        later.restart();
    }

    private void ask() {
        later.stop();
        if (!isVisible()) {
            return;
        }
        Query query = new Query(wanted.getText(), regex.isSelected(), matchCase.isSelected(), wholeWords.isSelected());
        search.ask(query, area.getText(), replacement.getText(), this::found, this::refused);
    }

    private void found(List<Query.Match> now) {
        matches = now;
        mark();
        wanted.putClientProperty(FlatClientProperties.OUTLINE, null);
        if (matches.isEmpty()) {
            count.setText(wanted.getText().isEmpty() ? " " : "No matches");
        } else if (jumpToFirst && wanted.isFocusOwner()) {
            int caret = area.getSelectionStart();
            int first = 0;
            while (first < matches.size() - 1 && matches.get(first).start() < caret) {
                first++;
            }
            select(first);
        } else {
            say(-1);
        }
        jumpToFirst = false;
        replaceOne.setEnabled(!matches.isEmpty() && area.isEditable());
        replaceAll.setEnabled(!matches.isEmpty() && area.isEditable());
    }

    private void refused(String why) {
        matches = List.of();
        mark();
        wanted.putClientProperty(FlatClientProperties.OUTLINE, FlatClientProperties.OUTLINE_ERROR);
        count.setText(why);
    }

    private void say(int chosen) {
        String most = matches.size() == Query.MOST ? "+" : "";
        int at = chosen;
        for (int index = 0; at < 0 && index < matches.size(); index++) {
            Query.Match match = matches.get(index);
            if (isSelected(match)) {
                at = index;
            }
        }
        String all = matches.size() + most;
        count.setText(at < 0 ? all + (matches.size() == 1 ? " match" : " matches") : at + 1 + " of " + all);
    }

    private boolean isSelected(Query.Match match) {
        return match.start() == area.getSelectionStart() && match.end() == area.getSelectionEnd();
    }

    private void mark() {
        marks.forEach(area.getHighlighter()::removeHighlight);
        marks.clear();
        ChangeableHighlightPainter painter = new ChangeableHighlightPainter(Paint.MATCH.color());
        int length = area.getDocument().getLength();
        for (Query.Match match : matches.subList(0, Math.min(matches.size(), MOST_MARKED))) {
            if (match.end() > length) {
                // The text became shorter while it was searched; the next answer is under way.
                break;
            }
            if (isSelected(match)) {
                // The selection shows this one; a mark would hide it.
                continue;
            }
            try {
                marks.add(area.getHighlighter().addHighlight(match.start(), match.end(), painter));
            } catch (BadLocationException e) {
                throw new IllegalStateException("a match is outside the text", e);
            }
        }
    }

    private void replaceThis() {
        for (Query.Match match : matches) {
            if (isSelected(match)) {
                area.replaceSelection(match.replacement());
                jumpToFirst = false;
                Query query = new Query(
                        wanted.getText(), regex.isSelected(), matchCase.isSelected(), wholeWords.isSelected());
                search.ask(
                        query,
                        area.getText(),
                        replacement.getText(),
                        now -> {
                            found(now);
                            step(1);
                        },
                        this::refused);
                return;
            }
        }
        step(1);
    }

    private void replaceEverything() {
        Query query = new Query(wanted.getText(), regex.isSelected(), matchCase.isSelected(), wholeWords.isSelected());
        String text = area.getText();
        search.ask(
                query,
                text,
                replacement.getText(),
                now -> {
                    if (!text.equals(area.getText())) {
                        // Somebody wrote meanwhile: what was found is no longer where it was.
                        replaceEverything();
                        return;
                    }
                    replaceIn(now);
                },
                this::refused);
    }

    private void replaceIn(List<Query.Match> now) {
        area.beginAtomicEdit();
        try {
            for (int at = now.size() - 1; at >= 0; at--) {
                Query.Match match = now.get(at);
                area.replaceRange(match.replacement(), match.start(), match.end());
            }
        } finally {
            area.endAtomicEdit();
        }
        count.setText(now.size() + " replaced");
    }

    /** Hides it, takes the marks away and goes back to the text. */
    public void close() {
        if (isVisible()) {
            setVisible(false);
            search.forget();
            later.stop();
            area.getDocument().removeDocumentListener(follow);
            matches = List.of();
            mark();
            onClose.run();
        }
    }

    @Override
    public Color getBackground() {
        return Paint.SIDE.color();
    }

    private static void on(JComponent component, KeyStroke key, Runnable run) {
        component.getInputMap().put(key, key.toString());
        component.getActionMap().put(key.toString(), action(run));
    }

    private static AbstractAction action(Runnable run) {
        return new AbstractAction() {
            @Override
            public void actionPerformed(ActionEvent event) {
                run.run();
            }
        };
    }

    private static JToggleButton toggle(String label, String meaning) {
        JToggleButton button = new JToggleButton(label);
        button.setToolTipText(meaning);
        button.setFont(Paint.strong(-2));
        button.getAccessibleContext().setAccessibleName(meaning);
        return button;
    }

    private static JButton button(String icon, String meaning, Runnable run) {
        JButton button = new JButton(Icons.of(icon));
        button.putClientProperty(FlatClientProperties.BUTTON_TYPE, FlatClientProperties.BUTTON_TYPE_TOOLBAR_BUTTON);
        button.setToolTipText(meaning);
        button.getAccessibleContext().setAccessibleName(meaning);
        button.addActionListener(event -> run.run());
        return button;
    }
}
