package dev.tandem.demo;

import dev.tandem.editor.DocumentSummary;
import dev.tandem.editor.Identity;
import dev.tandem.editor.Profile;
import dev.tandem.editor.ProfileException;
import dev.tandem.editor.Workspace;
import dev.tandem.editor.login.FileVault;
import dev.tandem.editor.session.Session;
import dev.tandem.editor.ui.WindowMemory;
import dev.tandem.keycloak.FormLogin;
import dev.tandem.keycloak.KeycloakException;
import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import java.awt.Rectangle;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An editor without a window: the same engine, a profile of its own, one document on a thread of its own. The methods
 * block and may be called from any thread but the document's.
 */
final class Editor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Editor.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String person;
    private final Workspace workspace;
    private final ExecutorService documentThread;
    private @Nullable Session session;

    private Editor(String person, Workspace workspace) {
        this.person = person;
        this.workspace = workspace;
        this.documentThread = Executors.newSingleThreadExecutor(task -> new Thread(task, person + "-document"));
    }

    /** Opens a profile. Logins go into a file of it, since the demo's have no place in the person's own key store. */
    static Editor open(String person, Path profile) throws DemoException {
        return open(
                person,
                () -> Workspace.open(Profile.at(profile), directory -> new FileVault(directory.resolve("login.json"))));
    }

    /** The same with logins where an installed editor keeps them, so that one finds them there. */
    static Editor openAsInstalled(String person, Path profile) throws DemoException {
        return open(person, () -> Workspace.open(Profile.at(profile)));
    }

    private interface Opening {
        Workspace open() throws ProfileException;
    }

    private static Editor open(String person, Opening opening) throws DemoException {
        try {
            return new Editor(person, opening.open());
        } catch (ProfileException e) {
            throw new DemoException(String.valueOf(e.getMessage()), e);
        }
    }

    String person() {
        return person;
    }

    ExecutorService documentThread() {
        return documentThread;
    }

    Session session() {
        return Objects.requireNonNull(session, "no document is open");
    }

    /** Connects to a hub; to one without login this is all it takes. */
    void connect(URI hub) throws DemoException, InterruptedException {
        get(workspace.hub().connect(hub), "reach the hub");
    }

    /** Connects to the hub and logs in at Keycloak's form; the password is the name. */
    Identity login(URI hub) throws DemoException, InterruptedException {
        connect(hub);
        CompletableFuture<Identity> identity = workspace
                .hub()
                .login(page -> new Thread(
                                () -> {
                                    try {
                                        new FormLogin(person, person).visit(page);
                                    } catch (KeycloakException e) {
                                        log.error("{} did not get through the login form", person, e);
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                },
                                person + "-browser")
                        .start());
        return get(identity, "log in");
    }

    void logout() throws DemoException, InterruptedException {
        get(workspace.hub().logout(), "log out");
    }

    /** Makes a document and opens it. */
    DocumentId create(String title) throws DemoException, InterruptedException {
        session = onDocumentThread(() -> workspace.create(title, documentThread));
        return onDocumentThread(() -> session().id());
    }

    /** Puts a document on the hub. */
    void share(DocumentId document) throws DemoException, InterruptedException {
        get(workspace.hub().share(document), "put the document on the hub");
    }

    void share(DocumentId document, String with) throws DemoException, InterruptedException {
        get(workspace.hub().share(document, with, Role.EDITOR), "share the document with " + with);
    }

    /** Waits until a document that somebody else shared is listed here, and opens it. */
    void openShared(DocumentId document) throws DemoException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (workspace.documents().stream().map(DocumentSummary::id).noneMatch(document::equals)) {
            if (Instant.now().isAfter(deadline)) {
                throw new DemoException("What was shared with " + person + " did not appear there.");
            }
            get(workspace.hub().refresh(), "ask for shared documents");
            Thread.sleep(100);
        }
        openLocal(document);
    }

    /** Opens a document of this device. */
    void openLocal(DocumentId document) throws DemoException, InterruptedException {
        session = get(workspace.open(document, documentThread), "open the document");
    }

    /** Lets the window on this profile open there. */
    void placeWindow(Rectangle bounds) {
        WindowMemory.placeNext(workspace, bounds);
    }

    <T> T onDocumentThread(Callable<T> work) throws DemoException, InterruptedException {
        return get(documentThread.submit(work), "use the document");
    }

    @Override
    public void close() {
        if (session != null) {
            documentThread.execute(session::close);
        }
        workspace.close();
        documentThread.shutdown();
    }

    private <T> T get(Future<T> future, String purpose) throws DemoException, InterruptedException {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new DemoException(person + " could not " + purpose + ": " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new DemoException(person + " could not " + purpose + " within " + PATIENCE.toSeconds() + " s.", e);
        }
    }
}
