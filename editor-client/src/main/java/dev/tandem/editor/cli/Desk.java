package dev.tandem.editor.cli;

import dev.tandem.editor.DocumentSummary;
import dev.tandem.editor.HubLink;
import dev.tandem.editor.HubLinkState;
import dev.tandem.editor.Identity;
import dev.tandem.editor.Workspace;
import dev.tandem.editor.session.HubState;
import dev.tandem.editor.session.Session;
import dev.tandem.model.DocumentId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A workspace as a command uses it: waits for everything, and has one thread for the documents it opens. */
final class Desk implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SHORTEST_PREFIX = 4;

    private final Workspace workspace;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "document");
        made.setDaemon(true);
        return made;
    });

    Desk(Workspace workspace) {
        this.workspace = workspace;
    }

    Workspace workspace() {
        return workspace;
    }

    HubLink hub() {
        return workspace.hub();
    }

    /** The document that a person means: an id, the beginning of one, or a title. */
    DocumentSummary find(String reference) throws CommandFailure {
        List<DocumentSummary> all = workspace.documents();
        List<DocumentSummary> found = all.stream()
                .filter(document -> document.id().value().equals(reference))
                .toList();
        if (found.isEmpty()) {
            found = all.stream()
                    .filter(document -> document.title().equals(reference))
                    .toList();
        }
        if (found.isEmpty() && reference.length() >= SHORTEST_PREFIX) {
            found = all.stream()
                    .filter(document -> document.id().value().startsWith(reference))
                    .toList();
        }
        if (found.isEmpty()) {
            throw new CommandFailure("There is no document \"" + reference + "\" on this device. See 'tandem list'.");
        }
        if (found.size() > 1) {
            throw new CommandFailure("\"" + reference + "\" can be "
                    + String.join(
                            " or ", found.stream().map(d -> d.id().value()).toList())
                    + ". Say which.");
        }
        return found.get(0);
    }

    Session open(DocumentId id) throws Exception {
        return await(workspace.open(id, thread));
    }

    Session create(String title) throws Exception {
        return await(CompletableFuture.supplyAsync(() -> workspace.create(title, thread), thread));
    }

    <T> T ask(Session session, Function<Session, T> question) throws Exception {
        return await(CompletableFuture.supplyAsync(() -> question.apply(session), thread));
    }

    /** Waits until everything in the document is forced to disk. */
    void awaitSaved(Session session) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!ask(session, open -> open.state().saved())) {
            if (System.nanoTime() > end) {
                throw new CommandFailure(
                        "The text is not saved: " + workspace.storeFailure().orElse("the disk does not answer."));
            }
            Thread.sleep(2);
        }
    }

    /** Names the hub if an address is given; otherwise one must have been named before. */
    void connect(@Nullable URI address) throws Exception {
        if (address != null) {
            await(hub().connect(address));
        } else if (hub().address().isEmpty()) {
            throw new CommandFailure(
                    "No hub is named yet. Name it with --hub URL, for instance http://127.0.0.1:8484.");
        } else if (!soon(() -> !(hub().state() instanceof HubLinkState.NoHub), PATIENCE)) {
            throw new CommandFailure("The stored login could not be read within " + PATIENCE.toSeconds() + " seconds.");
        }
    }

    /** Waits until the hub was reached or is known not to be. */
    HubLinkState awaitHub(Duration patience) throws InterruptedException {
        soon(
                () -> !(hub().state() instanceof HubLinkState.Connecting)
                        && !(hub().state() instanceof HubLinkState.Offline),
                patience);
        return hub().state();
    }

    /** Who is logged in; the stored login is read in the background and needs a moment. */
    Optional<Identity> awaitIdentity() throws InterruptedException {
        soon(() -> hub().identity().isPresent(), Duration.ofSeconds(1));
        return hub().identity();
    }

    /** Waits until all of a shared document is forced to disk on the hub. */
    void awaitOnHub(DocumentId id) throws Exception {
        if (!soon(() -> workspace.hubState(id) instanceof HubState.OnHub, PATIENCE)) {
            throw new CommandFailure("The document did not get to the hub yet: "
                    + HubWords.of(workspace.hubState(id)).sentence() + ".");
        }
    }

    /** Whether the condition came true in time. */
    static boolean soon(BooleanSupplier condition, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }

    static <T> T await(CompletableFuture<T> future) throws Exception {
        return await(future, PATIENCE);
    }

    static <T> T await(CompletableFuture<T> future, Duration patience) throws Exception {
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new CommandFailure(
                    "That took longer than " + patience.toSeconds() + " seconds and was given up.", late);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    /** Closes the workspace, and then the thread that its documents live on. */
    @Override
    public void close() {
        workspace.close();
        thread.shutdown();
    }
}
