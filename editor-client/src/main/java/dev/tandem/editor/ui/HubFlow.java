package dev.tandem.editor.ui;

import dev.tandem.editor.HubLink;
import dev.tandem.editor.HubLinkState;
import dev.tandem.editor.Workspace;
import dev.tandem.editor.session.HubState;
import dev.tandem.editor.ui.hub.ConnectDialog;
import dev.tandem.editor.ui.hub.ShareDialog;
import dev.tandem.editor.ui.tab.Banner;
import dev.tandem.editor.ui.tab.EditorTab;
import java.awt.Window;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Everything between the person and the hub: connecting, logging in and out, sharing, and what to say about it. */
final class HubFlow {

    /** The key of the banner about the hub. */
    static final String BANNER = "hub";

    private final Window window;
    private final Workspace workspace;
    private final HubLink hub;
    private final Consumer<Banner.Message> say;
    private final Consumer<String> toast;
    private final LoginFlow logins;

    HubFlow(Window window, Workspace workspace, Consumer<Banner.Message> say, Consumer<String> toast) {
        this.window = window;
        this.workspace = workspace;
        this.hub = workspace.hub();
        this.say = say;
        this.toast = toast;
        logins = new LoginFlow(window, workspace, say, toast);
    }

    /** Asks for the address and connects; logs in where the hub wants that. */
    void connect() {
        connectThen(() -> {});
    }

    private void connectThen(Runnable then) {
        ConnectDialog.open(window, hub, () -> {
            toast.accept("Connected to the hub");
            loginIfWantedThen(then);
        });
    }

    private void loginIfWantedThen(Runnable then) {
        if (hub.wantsLogin().orElse(false) && hub.identity().isEmpty()) {
            logins.withBrowser(then);
        } else {
            then.run();
        }
    }

    /** Logs in with the browser. */
    void login() {
        if (hub.address().isEmpty()) {
            connect();
        } else {
            logins.withBrowser(() -> {});
        }
    }

    /** Logs in with a code that is typed on another device. */
    void loginWithCode() {
        if (hub.address().isEmpty()) {
            connect();
        } else {
            logins.withCode(() -> {});
        }
    }

    /** Ends the login. */
    void logout() {
        Later.answer(
                hub.logout(),
                done -> toast.accept("Logged out"),
                sentence -> say.accept(Banner.Message.of(Banner.Kind.WARNING, BANNER, sentence)));
    }

    /** Forgets the hub. */
    void disconnect() {
        Later.answer(
                hub.disconnect(),
                done -> toast.accept("Disconnected from the hub; your documents are still here"),
                sentence -> say.accept(Banner.Message.of(Banner.Kind.WARNING, BANNER, sentence)));
    }

    /** Connects now instead of at the next attempt. */
    void tryNow(URI address) {
        Later.answer(
                hub.connect(address),
                done -> toast.accept("Connected to the hub"),
                sentence -> say.accept(Banner.Message.of(Banner.Kind.WARNING, BANNER, sentence)));
    }

    /** Looks now for what others have shared. */
    void refresh() {
        Later.answer(
                hub.refresh(),
                done -> toast.accept("Looked for shared documents"),
                sentence -> say.accept(Banner.Message.of(Banner.Kind.WARNING, BANNER, sentence)));
    }

    /** Shares a document; first connects and logs in, where that is still to do. */
    void share(EditorTab tab) {
        Runnable share = () -> ShareDialog.open(
                window,
                hub,
                tab.session().id(),
                tab.label(),
                !(tab.session().state().hub() instanceof HubState.NotShared),
                () -> name(tab));
        if (hub.address().isEmpty()) {
            connectThen(share);
        } else {
            loginIfWantedThen(share);
        }
    }

    /** A document without a title gets the one it is shown under, so that others see more than "Untitled" in their list. */
    private CompletableFuture<Void> name(EditorTab tab) {
        return tab.session().title().isBlank()
                ? workspace.rename(tab.session().id(), tab.label())
                : CompletableFuture.completedFuture(null);
    }

    /** What there is to say about the link, if the person can do something about it. */
    Optional<Banner.Message> banner() {
        if (hub.state() instanceof HubLinkState.LoginNeeded needed) {
            return Optional.of(new Banner.Message(
                    Banner.Kind.WARNING,
                    BANNER,
                    needed.reason() + " You can go on writing; it is sent once you are back.",
                    "Log In",
                    this::login));
        }
        return Optional.empty();
    }
}
