package dev.tandem.editor.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.event.ActionEvent;
import java.awt.event.InputMethodEvent;
import java.awt.image.BufferedImage;
import java.text.AttributedString;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.swing.JScrollPane;
import javax.swing.JViewport;
import javax.swing.SwingUtilities;
import javax.swing.text.DefaultEditorKit;

/** One person's text area of 600 x 400 in a scroll pane, without a display, and what they do with it. */
final class Desk implements AutoCloseable {

    final DocumentSession session;
    final DocumentArea area;
    final TextBinding binding;
    private final JScrollPane scroll;

    private Desk(String text) {
        session = new DocumentSession(text);
        area = new DocumentArea();
        scroll = new JScrollPane(area);
        scroll.setSize(600, 400);
        binding = TextBinding.bind(session, area);
        layout();
    }

    /** What a test does at the desk. */
    interface Work {
        void at(Desk desk) throws Exception;
    }

    /**
     * Does it on the event dispatch thread, each step in an event of its own with everything that it queued done before
     * the next, and afterwards checks that window, document and other person agree.
     */
    static void with(String text, Work... steps) throws Exception {
        Desk desk = onEventThread(() -> new Desk(text));
        try {
            for (Work step : steps) {
                onEventThread(() -> {
                    step.at(desk);
                    return null;
                });
                onEventThread(() -> null);
                desk.binding.ready().get(1, TimeUnit.MINUTES);
            }
            onEventThread(() -> {
                desk.assertAgrees();
                return null;
            });
        } finally {
            onEventThread(() -> {
                desk.close();
                return null;
            });
        }
    }

    private static <T> T onEventThread(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        SwingUtilities.invokeLater(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    void assertAgrees() throws Exception {
        String shown = area.getText();
        if (binding.composed().exists()) {
            int start = binding.composed().start();
            shown = shown.substring(0, start)
                    + shown.substring(start + binding.composed().length());
        }
        assertThat(shown).isEqualTo(session.text());
        assertThat(session.otherText()).isEqualTo(session.text());
    }

    void layout() {
        scroll.doLayout();
        scroll.getViewport().doLayout();
        // Swing answers questions about lines above and below only once the text was painted.
        Graphics2D graphics = new BufferedImage(600, 400, BufferedImage.TYPE_INT_RGB).createGraphics();
        graphics.setClip(0, 0, 600, 400);
        area.getUI().paint(graphics, area);
    }

    void type(String keys) {
        keys.codePoints().forEach(key -> act(DefaultEditorKit.defaultKeyTypedAction, Character.toString(key)));
    }

    void press(String action) {
        act(action, "");
    }

    private void act(String action, String command) {
        area.getActionMap().get(action).actionPerformed(new ActionEvent(area, ActionEvent.ACTION_PERFORMED, command));
    }

    /** The input method shows {@code composed} after committing {@code committed}. */
    void compose(String committed, String composed) {
        String all = committed + composed;
        area.dispatchEvent(new InputMethodEvent(
                area,
                InputMethodEvent.INPUT_METHOD_TEXT_CHANGED,
                new AttributedString(all).getIterator(),
                committed.length(),
                null,
                null));
    }

    JViewport view() {
        return scroll.getViewport();
    }

    /** Scrolls so that a line, and this much of it in pixels, is above the view. */
    void scrollTo(int line, int pixels) throws Exception {
        int offset = area.getLineStartOffset(line);
        int y = (int) area.modelToView2D(offset).getY() + pixels;
        view().setViewPosition(new Point(0, y));
    }

    /** The text of the topmost line in view and how many pixels of it are hidden. */
    String top() throws Exception {
        Point top = view().getViewPosition();
        int line = area.getLineOfOffset(area.viewToModel2D(new Point(0, top.y)));
        int start = area.getLineStartOffset(line);
        String text = area.getText(start, area.getLineEndOffset(line) - start).strip();
        return text + " " + (top.y - (int) area.modelToView2D(start).getY());
    }

    String selection() {
        return "[" + area.getSelectionStart() + "," + area.getSelectionEnd() + ")";
    }

    @Override
    public void close() {
        binding.close();
        session.close();
    }
}
