package dev.tandem.editor.text;

import dev.tandem.crdt.TextDelta;
import dev.tandem.crdt.TextDelta.Replacement;
import dev.tandem.editor.session.Access;
import dev.tandem.editor.session.Session;
import dev.tandem.editor.session.SessionListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import javax.swing.SwingUtilities;
import javax.swing.UIManager;
import javax.swing.event.CaretListener;
import javax.swing.text.AbstractDocument;
import javax.swing.text.BadLocationException;
import javax.swing.text.Element;
import org.fife.ui.rsyntaxtextarea.RSyntaxDocument;
import org.fife.ui.rsyntaxtextarea.SyntaxConstants;

/**
 * One session's text in one {@link DocumentArea}. Own edits pass {@link TextGate} into the session; others' edits come
 * back quietly; undo and redo are the session's.
 *
 * <p>Lives on the event dispatch thread, which is also the session's. Does not close the session.
 */
public final class TextBinding implements AutoCloseable {

    /** From this length on, in UTF-16 units, the Swing document is built on another thread. */
    private static final int BACKGROUND_LENGTH = 200_000;

    private final Session session;
    private final DocumentArea area;
    private final UndoGroups groups;
    private final ComposedText composed = new ComposedText();
    private final CompletableFuture<TextBinding> ready = new CompletableFuture<>();
    private final List<TextDelta> whileLoading = new ArrayList<>();
    private final CaretListener caretListener = event -> announceCaret();
    private final SessionListener sessionListener = new Remote();
    private Consumer<String> onLarge = notice -> {};
    private Optional<String> largeNotice = Optional.empty();
    private boolean applying;
    private boolean editing;
    private boolean announcing;
    private boolean announced;
    private boolean closed;

    private TextBinding(Session session, DocumentArea area) {
        this.session = session;
        this.area = area;
        this.groups = new UndoGroups(session::endUndoGroup);
    }

    /**
     * Shows the session's text in the area. A short text is there when this returns; a long one is prepared on another
     * thread, and {@link #ready()} completes, on the event dispatch thread, once it can be edited.
     */
    public static TextBinding bind(Session session, DocumentArea area) {
        TextBinding binding = new TextBinding(session, area);
        binding.load();
        return binding;
    }

    private void load() {
        session.addListener(sessionListener);
        String text = session.text();
        LargeText.notice(text).ifPresent(this::dropComforts);
        String style = area.getSyntaxEditingStyle();
        if (text.length() < BACKGROUND_LENGTH) {
            show(documentOf(text, style));
        } else {
            ForkJoinPool.commonPool().execute(() -> prepare(text));
        }
    }

    /** On a worker: nobody but this has the document yet. */
    private void prepare(String text) {
        try {
            RSyntaxDocument document = documentOf(text, SyntaxConstants.SYNTAX_STYLE_NONE);
            SwingUtilities.invokeLater(() -> show(document));
        } catch (RuntimeException | Error problem) {
            SwingUtilities.invokeLater(() -> ready.completeExceptionally(problem));
        }
    }

    private static RSyntaxDocument documentOf(String text, String style) {
        RSyntaxDocument document = new RSyntaxDocument(WholeCharacters.FACTORY, style);
        try {
            document.insertString(0, text, null);
        } catch (BadLocationException e) {
            throw new AssertionError("an empty document has an offset 0", e);
        }
        return document;
    }

    private void show(RSyntaxDocument document) {
        if (closed) {
            return;
        }
        area.setDocument(document);
        document.setDocumentFilter(new TextGate(this));
        area.applyStyle();
        area.bind(this);
        area.setCaretPosition(0);
        area.addCaretListener(caretListener);
        accessChanged();
        whileLoading.forEach(this::applyRemote);
        whileLoading.clear();
        ready.complete(this);
    }

    /** Completes on the event dispatch thread once the text is shown and can be edited. */
    public CompletableFuture<TextBinding> ready() {
        return ready;
    }

    /** The session whose text this is. */
    public Session session() {
        return session;
    }

    /** Is told a sentence for the person when the text turns out, or grows, too large for wrap and highlighting. */
    public void onLarge(Consumer<String> listener) {
        onLarge = listener;
        largeNotice.ifPresent(listener);
    }

    /** The next edit starts a new undo step: called on save, and wherever else a person takes a breath. */
    public void endUndoGroup() {
        groups.end();
    }

    /** Others see the caret from now on, and follow it. */
    public void announce() {
        announcing = true;
        announceCaret();
    }

    /** Others no longer see the caret, because the text is not in front. */
    public void conceal() {
        announcing = false;
        session.hideCursor();
    }

    /** Whether there is an own edit to take back. */
    public boolean canUndo() {
        return session.canUndo();
    }

    /** Whether there is something to make again. */
    public boolean canRedo() {
        return session.canRedo();
    }

    /** Takes back the person's last step and shows where. */
    public void undo() {
        groups.end();
        session.undo().ifPresent(this::applyOwn);
    }

    /** Makes the last step again that was taken back, and shows where. */
    public void redo() {
        groups.end();
        session.redo().ifPresent(this::applyOwn);
    }

    /** Where an offset of the session stands in the area; both in UTF-16 units. */
    public int toShown(int offset) {
        return composed.toShown(new Replacement(offset, 0, "")).get(0).offset();
    }

    void beginAtomicEdit() {
        groups.beginAtomic();
    }

    void endAtomicEdit() {
        groups.endAtomic();
    }

    void caretMoved() {
        if (!editing && !applying) {
            groups.end();
        }
    }

    boolean isApplying() {
        return applying;
    }

    boolean mayEdit() {
        return session.access() == Access.EDIT;
    }

    ComposedText composed() {
        return composed;
    }

    /** An own edit, checked by the gate, in offsets of the Swing document; {@code show} makes the same change there. */
    void edit(Replacement shown, SwingChange show) throws BadLocationException {
        int offset = composed.toSession(shown.offset());
        int end = composed.toSession(shown.offset() + shown.deleted());
        groups.before(offset, end - offset, shown.inserted());
        session.splice(offset, end - offset, shown.inserted());
        editing = true;
        try {
            show.run();
        } finally {
            editing = false;
        }
        composed.shift(shown);
        checkSize(shown);
    }

    void refuse() {
        UIManager.getLookAndFeel().provideErrorFeedback(area);
    }

    private void applyOwn(TextDelta delta) {
        if (delta.isEmpty()) {
            return;
        }
        apply(delta);
        Replacement last = delta.replacements().get(delta.replacements().size() - 1);
        area.setCaretPosition(toShown(last.offset() + last.inserted().length()));
    }

    private void applyRemote(TextDelta delta) {
        ViewAnchor anchor = ViewAnchor.of(area);
        int top = anchor.offset();
        for (Replacement shown : apply(delta)) {
            top = OffsetShift.across(shown, top, OffsetShift.Side.AFTER);
        }
        anchor.restore(top);
    }

    private List<Replacement> apply(TextDelta delta) {
        List<Replacement> shown = new ArrayList<>(delta.replacements().size());
        int dot = area.getCaret().getDot();
        int mark = area.getCaret().getMark();
        int composedAt = composed.start();
        boolean composing = dot == mark && composed.touches(dot);
        applying = true;
        try {
            area.quietCaret()
                    .quietly(
                            () -> {
                                for (Replacement change : delta.replacements()) {
                                    for (Replacement part : composed.toShown(change)) {
                                        replaceShown(part);
                                        composed.shift(part);
                                        shown.add(part);
                                    }
                                }
                            },
                            () -> {
                                if (composing) {
                                    int moved = dot + composed.start() - composedAt;
                                    area.quietCaret().place(moved, moved);
                                } else {
                                    putCaret(shown, mark, dot);
                                }
                            });
        } finally {
            applying = false;
        }
        shown.forEach(this::checkSize);
        if (announcing) {
            announceCaret();
        }
        return shown;
    }

    private void putCaret(List<Replacement> shown, int oldMark, int oldDot) {
        int start = Math.min(oldMark, oldDot);
        int end = Math.max(oldMark, oldDot);
        OffsetShift.Side startSide = start == end ? OffsetShift.Side.BEFORE : OffsetShift.Side.AFTER;
        for (Replacement change : shown) {
            start = OffsetShift.across(change, start, startSide);
            end = OffsetShift.across(change, end, OffsetShift.Side.BEFORE);
        }
        start = Math.min(start, end);
        boolean forward = oldMark <= oldDot;
        int mark = forward ? start : end;
        int dot = forward ? end : start;
        area.quietCaret().place(mark, dot);
    }

    private void replaceShown(Replacement change) {
        try {
            ((AbstractDocument) area.getDocument()).replace(change.offset(), change.deleted(), change.inserted(), null);
        } catch (BadLocationException e) {
            throw new IllegalStateException("the window and the document no longer hold the same text", e);
        }
    }

    private void announceCaret() {
        if (!announcing || announced) {
            return;
        }
        // A key press moves the caret more than once; others need only where it ends up.
        announced = true;
        SwingUtilities.invokeLater(() -> {
            announced = false;
            if (announcing && !closed && !session.isClosed()) {
                session.showCursor(
                        composed.toSession(area.getCaret().getMark()),
                        composed.toSession(area.getCaret().getDot()));
            }
        });
    }

    private void accessChanged() {
        area.setEditable(mayEdit());
        area.getCaret().setVisible(area.hasFocus());
    }

    private void checkSize(Replacement change) {
        if (area.isLarge() || change.inserted().isEmpty()) {
            return;
        }
        Element lines = area.getDocument().getDefaultRootElement();
        int length = area.getDocument().getLength();
        int first = lines.getElementIndex(Math.min(change.offset(), length));
        int last = lines.getElementIndex(
                Math.min(change.offset() + change.inserted().length(), length));
        Optional<String> notice = LargeText.notice(lines, length, first, last);
        notice.ifPresent(this::dropComforts);
    }

    private void dropComforts(String notice) {
        largeNotice = Optional.of(notice);
        area.setLarge();
        onLarge.accept(notice);
    }

    /** Leaves the session; the area keeps showing the text and cannot be edited any more. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        session.removeListener(sessionListener);
        area.removeCaretListener(caretListener);
        if (area.binding() == this) {
            ((AbstractDocument) area.getDocument()).setDocumentFilter(null);
            area.bind(null);
            area.setEditable(false);
        }
    }

    /** A change of the Swing document. */
    interface SwingChange {
        /** Makes the change. */
        void run() throws BadLocationException;
    }

    private final class Remote implements SessionListener {
        @Override
        public void textChanged(TextDelta delta) {
            if (ready.isDone()) {
                applyRemote(delta);
            } else {
                whileLoading.add(delta);
            }
        }

        @Override
        public void accessChanged() {
            if (ready.isDone()) {
                TextBinding.this.accessChanged();
            }
        }
    }
}
