package dev.tandem.editor.ui;

import dev.tandem.editor.Workspace;
import dev.tandem.editor.ui.theme.Appearance;
import dev.tandem.editor.ui.theme.Desktop;
import java.awt.GraphicsEnvironment;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.swing.SwingUtilities;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The window on a workspace. */
public final class EditorApp {

    private static final Logger LOG = LoggerFactory.getLogger(EditorApp.class);

    private final CountDownLatch closed = new CountDownLatch(1);

    private EditorApp() {}

    /**
     * Opens the window and returns once it is shown; not to be called on the event dispatch thread. The workspace stays
     * the caller's, who closes it after {@link #awaitClosed()}.
     *
     * @throws IllegalStateException if there is no display
     */
    public static EditorApp start(Workspace workspace, EditorOptions options) {
        if (GraphicsEnvironment.isHeadless()) {
            throw new IllegalStateException("There is no display to open a window on.");
        }
        EditorApp app = new EditorApp();
        boolean darkDesktop = Desktop.isDark();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try {
            SwingUtilities.invokeAndWait(() -> {
                try {
                    Thread.currentThread().setUncaughtExceptionHandler(EditorApp::report);
                    Appearance.prepare();
                    workspace.settings().get(Appearance.KNOB).show(darkDesktop, false);
                    MainWindow window = new MainWindow(workspace, darkDesktop, app.closed::countDown);
                    window.open(options);
                } catch (RuntimeException | Error problem) {
                    failure.set(problem);
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            app.closed.countDown();
        } catch (InvocationTargetException e) {
            failure.set(e.getCause());
        }
        if (failure.get() != null) {
            throw new IllegalStateException(
                    "The window cannot be opened: " + failure.get().getMessage(), failure.get());
        }
        return app;
    }

    /**
     * Shows why the editor cannot be opened, and returns when the person has read it; not to be called on the event dispatch
     * thread.
     *
     * @param sentence what is wrong and what to do about it
     */
    public static void refuse(String sentence) {
        boolean darkDesktop = Desktop.isDark();
        CountDownLatch read = new CountDownLatch(1);
        SwingUtilities.invokeLater(() -> {
            try {
                Appearance.prepare();
                Appearance.SYSTEM.show(darkDesktop, false);
                RefusalDialog.open(sentence, read::countDown);
            } catch (RuntimeException problem) {
                // The sentence is in the terminal too; nobody must wait for a window that does not come.
                LOG.error("The reason cannot be shown", problem);
                read.countDown();
            }
        });
        try {
            read.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the person has closed the window and every document in it was left. */
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    private static void report(Thread thread, Throwable problem) {
        LOG.error("Something failed in the window that should not have", problem);
    }
}
