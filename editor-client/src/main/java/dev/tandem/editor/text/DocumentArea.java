package dev.tandem.editor.text;

import java.awt.Graphics;
import java.awt.Graphics2D;
import java.util.function.Consumer;
import javax.swing.text.Caret;
import javax.swing.text.DefaultEditorKit;
import org.fife.ui.rsyntaxtextarea.RSyntaxTextArea;
import org.fife.ui.rsyntaxtextarea.RSyntaxTextAreaUI;
import org.fife.ui.rsyntaxtextarea.SyntaxConstants;
import org.fife.ui.rtextarea.RTextAreaUI;
import org.fife.ui.rtextarea.RUndoManager;
import org.jspecify.annotations.Nullable;

/**
 * The text as a person sees and edits it. Carets stand between grapheme clusters, undo is the session's, and lines have
 * some air between them. Lives on the event dispatch thread; becomes a document through a {@link TextBinding}.
 */
public final class DocumentArea extends RSyntaxTextArea {

    /** Added to the font's own line height, in user-space pixels per 10 pixels of it. */
    private static final int AIR_PER_TEN = 2;

    // Without initializers: the superclass's constructor already makes the first undo.
    private @Nullable SessionUndo undo;
    private @Nullable TextBinding binding;
    private @Nullable String firstHalf;
    private @Nullable Consumer<Graphics2D> overlay;
    private String wantedStyle = SyntaxConstants.SYNTAX_STYLE_NONE;
    private boolean wantedWrap = true;
    private boolean large;

    /** An empty area that belongs to no session yet and therefore cannot be edited. */
    public DocumentArea() {
        getActionMap().put(DefaultEditorKit.deletePrevCharAction, new DeleteGrapheme(false));
        getActionMap().put(DefaultEditorKit.deleteNextCharAction, new DeleteGrapheme(true));
        setEditable(false);
        setTabSize(4);
        setAutoIndentEnabled(true);
        setClearWhitespaceLinesEnabled(false);
        setCloseCurlyBraces(false);
        setCloseMarkupTags(false);
        setCodeFoldingEnabled(false);
        setAntiAliasingEnabled(true);
        setFractionalFontMetricsEnabled(true);
        setLineWrap(true);
        setWrapStyleWord(true);
        // Swing subtracts the caret's width where it asks for the preferred size, RTextAreaUI does not where it paints.
        // The
        // view would change its width by a pixel each time and wrap every line of the document anew for every edit.
        putClientProperty("caretWidth", 0);
    }

    /** Joins this area with a session's text; null takes it apart again. */
    void bind(@Nullable TextBinding newBinding) {
        binding = newBinding;
        if (undo != null) {
            undo.bind(newBinding);
        }
        quietCaret().onJump(() -> {
            if (binding != null) {
                binding.caretMoved();
            }
        });
    }

    /** The session's text behind this area, while there is one. */
    public @Nullable TextBinding binding() {
        return binding;
    }

    /** How the text is highlighted ({@link SyntaxConstants}) and whether long lines wrap; a large text has neither. */
    public void show(String syntaxStyle, boolean wrap) {
        wantedStyle = syntaxStyle;
        wantedWrap = wrap;
        applyStyle();
    }

    /** What is painted over the text, in the area's own coordinates; null for nothing. */
    public void overlay(@Nullable Consumer<Graphics2D> painter) {
        overlay = painter;
        repaint();
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        super.paintComponent(graphics);
        if (overlay != null) {
            Graphics2D copy = (Graphics2D) graphics.create();
            try {
                overlay.accept(copy);
            } finally {
                copy.dispose();
            }
        }
    }

    /** Whether the text is too large for wrap and highlighting, see {@link LargeText}. */
    public boolean isLarge() {
        return large;
    }

    void setLarge() {
        if (!large) {
            large = true;
            applyStyle();
        }
    }

    void applyStyle() {
        String style = large ? SyntaxConstants.SYNTAX_STYLE_NONE : wantedStyle;
        if (!style.equals(getSyntaxEditingStyle())) {
            setSyntaxEditingStyle(style);
        }
        boolean wrap = wantedWrap && !large;
        if (wrap != getLineWrap()) {
            setLineWrap(wrap);
        }
        setBracketMatchingEnabled(!large && !SyntaxConstants.SYNTAX_STYLE_NONE.equals(style));
    }

    @Override
    protected RUndoManager createUndoManager() {
        SessionUndo made = new SessionUndo(this);
        made.bind(binding);
        undo = made;
        return made;
    }

    @Override
    protected RTextAreaUI createRTextAreaUI() {
        return new RSyntaxTextAreaUI(this) {
            @Override
            protected Caret createCaret() {
                return new QuietCaret();
            }
        };
    }

    /** Keeps the quiet caret: Swing would exchange it for one that follows others' text while an input method composes. */
    @Override
    public void setCaret(Caret caret) {
        if (caret instanceof QuietCaret) {
            super.setCaret(caret);
            setNavigationFilter(new GraphemeNavigation(this));
        }
    }

    QuietCaret quietCaret() {
        return (QuietCaret) getCaret();
    }

    @Override
    public void replaceSelection(String text) {
        // Some platforms deliver a character outside the BMP as two key events, one for each half.
        if (text != null && text.length() == 1 && Character.isHighSurrogate(text.charAt(0))) {
            firstHalf = text;
            return;
        }
        String whole = firstHalf != null && text != null ? firstHalf + text : text;
        firstHalf = null;
        super.replaceSelection(whole);
    }

    @Override
    public int getLineHeight() {
        return super.getLineHeight() + air();
    }

    @Override
    public int getMaxAscent() {
        return super.getMaxAscent() + air() / 2;
    }

    private int air() {
        return super.getLineHeight() * AIR_PER_TEN / 10;
    }
}
