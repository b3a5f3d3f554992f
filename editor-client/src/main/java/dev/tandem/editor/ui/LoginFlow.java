package dev.tandem.editor.ui;

import dev.tandem.editor.Identity;
import dev.tandem.editor.Workspace;
import dev.tandem.editor.login.SystemBrowser;
import dev.tandem.editor.ui.hub.CodeDialog;
import dev.tandem.editor.ui.hub.LoginDialog;
import dev.tandem.editor.ui.tab.Banner;
import java.awt.Window;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.swing.JDialog;
import javax.swing.SwingUtilities;
import org.jspecify.annotations.Nullable;

/** One login after the other: with the browser, or with a code where there is none or the person would rather. */
final class LoginFlow {

    private final Window window;
    private final Workspace workspace;
    private final Consumer<Banner.Message> say;
    private final Consumer<String> toast;
    private @Nullable Attempt current;

    LoginFlow(Window window, Workspace workspace, Consumer<Banner.Message> say, Consumer<String> toast) {
        this.window = window;
        this.workspace = workspace;
        this.say = say;
        this.toast = toast;
    }

    /** A login that waits for its person, until it has ended or was given up. */
    private final class Attempt {
        private final Runnable then;
        private @Nullable JDialog dialog;

        Attempt(Runnable then) {
            this.then = then;
        }

        boolean isCurrent() {
            return current == this;
        }

        void show(JDialog shown) {
            dialog = shown;
        }

        /** The person would rather not; the engine needs a moment to notice, and the next login need not wait for that. */
        void giveUp() {
            if (isCurrent()) {
                current = null;
                workspace.hub().cancelLogin();
            }
        }

        void answer(CompletableFuture<Identity> login, Consumer<String> failed) {
            Later.answer(
                    login,
                    identity -> {
                        if (end()) {
                            toast.accept("Logged in as " + identity.name() + ". " + workspace.loginWhereabouts());
                            then.run();
                        }
                    },
                    sentence -> {
                        if (end()) {
                            failed.accept(sentence);
                        }
                    });
        }

        /** Whether anybody still waits for the outcome. */
        private boolean end() {
            boolean awaited = isCurrent();
            if (awaited) {
                current = null;
            }
            if (dialog != null) {
                dialog.dispose();
            }
            return awaited;
        }
    }

    /** Whether a login waits for its person; if so, its dialog comes to the front. */
    private boolean isWaiting() {
        if (current == null) {
            return false;
        }
        if (current.dialog != null) {
            current.dialog.toFront();
        }
        return true;
    }

    /** Logs in with the browser; {@code then} runs once somebody is logged in. */
    void withBrowser(Runnable then) {
        if (isWaiting()) {
            return;
        }
        Attempt attempt = new Attempt(then);
        current = attempt;
        SystemBrowser browser = new SystemBrowser(workspace.settings().get(SystemBrowser.KNOB));
        AtomicBoolean noBrowser = new AtomicBoolean();
        CompletableFuture<Identity> login = workspace.hub().login(page -> {
            try {
                browser.open(page);
            } catch (IOException nothingOpens) {
                noBrowser.set(true);
                throw nothingOpens;
            }
            SwingUtilities.invokeLater(() -> showPage(attempt, page));
        });
        attempt.answer(login, sentence -> {
            if (noBrowser.get()) {
                withCode(then);
            } else {
                say.accept(new Banner.Message(
                        Banner.Kind.WARNING, HubFlow.BANNER, sentence, "Use a Code", () -> withCode(then)));
            }
        });
    }

    private void showPage(Attempt attempt, URI page) {
        if (attempt.isCurrent()) {
            Runnable useCode = () -> {
                attempt.giveUp();
                withCode(attempt.then);
            };
            attempt.show(LoginDialog.show(window, page, useCode, attempt::giveUp));
        }
    }

    /** Logs in with a code that is typed on another device; {@code then} runs once somebody is logged in. */
    void withCode(Runnable then) {
        if (isWaiting()) {
            return;
        }
        Attempt attempt = new Attempt(then);
        current = attempt;
        CompletableFuture<Identity> login = workspace
                .hub()
                .loginWithDevice((page, code, pageWithCode, lifetime) -> SwingUtilities.invokeLater(() -> {
                    if (attempt.isCurrent()) {
                        attempt.show(CodeDialog.show(window, page, code, pageWithCode, lifetime, attempt::giveUp));
                    }
                }));
        attempt.answer(login, sentence -> say.accept(Banner.Message.of(Banner.Kind.WARNING, HubFlow.BANNER, sentence)));
    }
}
