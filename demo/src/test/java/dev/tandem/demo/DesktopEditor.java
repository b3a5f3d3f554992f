package dev.tandem.demo;

import dev.tandem.editor.Profile;
import dev.tandem.editor.Workspace;
import dev.tandem.editor.login.FileVault;
import dev.tandem.editor.session.Peer;
import dev.tandem.editor.session.Session;
import dev.tandem.editor.ui.EditorApp;
import dev.tandem.editor.ui.EditorOptions;
import dev.tandem.editor.ui.Later;
import dev.tandem.model.DocumentId;
import java.awt.Component;
import java.awt.Container;
import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.swing.JTextArea;
import javax.swing.SwingUtilities;
import org.awaitility.Awaitility;
import org.opentest4j.TestAbortedException;

/** The real window of an editor with one document that is on a hub; for the thread of a test. */
final class DesktopEditor implements AutoCloseable {
    private final Workspace workspace;
    private final EditorApp app;
    private final DocumentId document;
    private final Frame window;
    private final JTextArea area;
    private final Session session;

    private DesktopEditor(
            Workspace workspace, EditorApp app, DocumentId document, Frame window, JTextArea area, Session session) {
        this.workspace = workspace;
        this.app = app;
        this.document = document;
        this.window = window;
        this.area = area;
        this.session = session;
    }

    static DesktopEditor open(Path profile, URI hub) throws Exception {
        if (GraphicsEnvironment.isHeadless()) {
            System.err.println("SKIPPED: there is no display, so no desktop editor opens a window beside the browser.");
            throw new TestAbortedException("no display");
        }
        Workspace workspace =
                Workspace.open(Profile.at(profile), directory -> new FileVault(directory.resolve("login.json")));
        workspace.hub().connect(hub).get(60, TimeUnit.SECONDS);
        DocumentId document = onEventThread(() -> {
            try (Session made = workspace.create("Together", Later.ON_EVENT_THREAD)) {
                return made.id();
            }
        });
        workspace.hub().share(document).get(60, TimeUnit.SECONDS);
        EditorApp app = EditorApp.start(workspace, EditorOptions.document(document));
        Frame window = Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> shown(Arrays.stream(Frame.getFrames())), Optional::isPresent)
                .orElseThrow();
        JTextArea area = Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> onEventThread(() -> textArea(window)), Optional::isPresent)
                .orElseThrow();
        // The window has it open, so this is the window's own session.
        Session session = workspace.open(document, Later.ON_EVENT_THREAD).get(60, TimeUnit.SECONDS);
        return new DesktopEditor(workspace, app, document, window, area, session);
    }

    DocumentId document() {
        return document;
    }

    /** What the window shows. */
    String text() throws Exception {
        return onEventThread(area::getText);
    }

    /** As if pasted there. */
    void insert(int offset, String text) throws Exception {
        onEventThread(() -> {
            area.setCaretPosition(offset);
            area.replaceSelection(text);
            return offset;
        });
    }

    void moveCaret(int offset) throws Exception {
        onEventThread(() -> {
            area.requestFocusInWindow();
            area.setCaretPosition(offset);
            return offset;
        });
    }

    /** Where the carets of the others are drawn, by name. */
    Map<String, Integer> carets() throws Exception {
        return onEventThread(() -> session.peers().stream()
                .filter(peer -> peer.head() != null)
                .collect(Collectors.toMap(Peer::name, Peer::head)));
    }

    /** The window as it is painted now. */
    void picture(Path file) throws Exception {
        BufferedImage image = onEventThread(() -> {
            BufferedImage painted =
                    new BufferedImage(window.getWidth(), window.getHeight(), BufferedImage.TYPE_INT_RGB);
            window.paint(painted.getGraphics());
            return painted;
        });
        if (!ImageIO.write(image, "png", file.toFile())) {
            throw new IOException("no PNG writer");
        }
    }

    @Override
    public void close() {
        SwingUtilities.invokeLater(() -> {
            session.close();
            window.dispatchEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSING));
        });
        try {
            app.awaitClosed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workspace.close();
    }

    private static Optional<Frame> shown(Stream<Frame> frames) {
        return frames.filter(Component::isShowing).findFirst();
    }

    private static Optional<JTextArea> textArea(Container container) {
        for (Component child : container.getComponents()) {
            if (child instanceof JTextArea found && found.isShowing()) {
                return Optional.of(found);
            }
            if (child instanceof Container inner) {
                Optional<JTextArea> deeper = textArea(inner);
                if (deeper.isPresent()) {
                    return deeper;
                }
            }
        }
        return Optional.empty();
    }

    private static <T> T onEventThread(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        SwingUtilities.invokeLater(task);
        return task.get(60, TimeUnit.SECONDS);
    }
}
