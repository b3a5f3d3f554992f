package dev.tandem.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.editor.login.FileVault;
import dev.tandem.editor.session.Session;
import dev.tandem.editor.sync.LaneSettings;
import dev.tandem.model.DocumentId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/** A person at an editor without a window: a workspace, and one thread that all its documents live on. */
public final class Desk implements AutoCloseable {

    /** As in the editor, but quick to come back. */
    public static final LaneSettings QUICK = new LaneSettings(
            Duration.ofMillis(30),
            Duration.ofSeconds(2),
            Duration.ofSeconds(6),
            Duration.ofSeconds(5),
            Duration.ofMillis(100),
            Duration.ofMillis(500));

    private final Workspace workspace;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "desk");
        made.setDaemon(true);
        return made;
    });

    private Desk(Workspace workspace) {
        this.workspace = workspace;
    }

    public static Desk at(Path profile) throws ProfileException {
        return at(profile, QUICK);
    }

    public static Desk at(Path profile, LaneSettings lane) throws ProfileException {
        return new Desk(ProfileWorkspace.open(
                Profile.at(profile), directory -> new FileVault(directory.resolve("login.json")), lane));
    }

    public Workspace workspace() {
        return workspace;
    }

    public Session create(String title) {
        return CompletableFuture.supplyAsync(() -> workspace.create(title, thread), thread)
                .join();
    }

    public Session open(DocumentId id) throws Exception {
        return workspace.open(id, thread).get(20, TimeUnit.SECONDS);
    }

    /** Asks a session on its thread. */
    public <T> T ask(Session session, Function<Session, T> question) {
        return CompletableFuture.supplyAsync(() -> question.apply(session), thread)
                .join();
    }

    public void type(Session session, int offset, int deleted, String inserted) {
        ask(session, open -> {
            open.splice(offset, deleted, inserted);
            return true;
        });
    }

    public String text(Session session) {
        return ask(session, Session::text);
    }

    public void close(Session session) {
        ask(session, open -> {
            open.close();
            return true;
        });
    }

    public void awaitState(Session session, Predicate<Session> expected) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ask(session, expected::test));
    }

    public void awaitText(Session session, String expected) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(text(session)).isEqualTo(expected));
    }

    @Override
    public void close() {
        workspace.close();
        thread.shutdown();
    }
}
