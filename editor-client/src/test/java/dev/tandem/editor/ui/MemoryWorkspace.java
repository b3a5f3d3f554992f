package dev.tandem.editor.ui;

import dev.tandem.editor.DocumentSummary;
import dev.tandem.editor.HubLink;
import dev.tandem.editor.HubLinkState;
import dev.tandem.editor.Identity;
import dev.tandem.editor.Imported;
import dev.tandem.editor.Member;
import dev.tandem.editor.Workspace;
import dev.tandem.editor.WorkspaceListener;
import dev.tandem.editor.login.BrowserOpener;
import dev.tandem.editor.login.DevicePrompt;
import dev.tandem.editor.session.Session;
import dev.tandem.editor.settings.Settings;
import dev.tandem.editor.text.DocumentSession;
import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/**
 * A workspace without a disk or a network, over real CRDT documents, in which a test decides what the hub says. What the
 * window does with the real one is shown by the tests that start it whole.
 */
public final class MemoryWorkspace implements Workspace {

    private final Map<DocumentId, Entry> entries = new ConcurrentHashMap<>();
    private final Map<String, String> remembered = new ConcurrentHashMap<>();
    private final List<WorkspaceListener> listeners = new CopyOnWriteArrayList<>();
    private final Settings settings;
    public final Hub hub = new Hub();

    public MemoryWorkspace(Path settingsFile) throws IOException {
        settings = Settings.load(settingsFile);
    }

    /** One document, open or not. */
    public record Entry(DocumentSession session, Instant changed, boolean shared, Role role) {}

    /** Adds a document; called on the event dispatch thread, whose it is from then on. */
    public DocumentSession add(String title, String text, Duration ago, boolean shared, Role role) {
        DocumentSession session = new DocumentSession(text);
        if (!title.isEmpty()) {
            session.setProperty("title", title);
        }
        entries.put(session.id(), new Entry(session, Instant.now().minus(ago), shared, role));
        return session;
    }

    @Override
    public List<DocumentSummary> documents() {
        return entries.values().stream()
                .sorted((a, b) -> b.changed().compareTo(a.changed()))
                .map(entry -> new DocumentSummary(
                        entry.session().id(),
                        entry.session().title(),
                        entry.changed(),
                        0,
                        entry.shared(),
                        entry.role()))
                .toList();
    }

    @Override
    public Session create(String title, Executor documentThread) {
        DocumentSession session = add(title, "", Duration.ZERO, false, null);
        changed();
        return session;
    }

    @Override
    public CompletableFuture<Session> open(DocumentId id, Executor documentThread) {
        return CompletableFuture.supplyAsync(() -> entries.get(id).session(), documentThread);
    }

    @Override
    public CompletableFuture<Void> rename(DocumentId id, String title) {
        entries.get(id).session().setProperty("title", title);
        changed();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> delete(DocumentId id) {
        entries.remove(id);
        changed();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Imported> importFile(Path file) {
        throw new UnsupportedOperationException("files belong to the real workspace");
    }

    @Override
    public CompletableFuture<Void> exportFile(DocumentId id, Path file) {
        throw new UnsupportedOperationException("files belong to the real workspace");
    }

    @Override
    public HubLink hub() {
        return hub;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Optional<String> remembered(String key) {
        return Optional.ofNullable(remembered.get(key));
    }

    @Override
    public void remember(String key, String value) {
        remembered.put(key, value);
    }

    @Override
    public void addListener(WorkspaceListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(WorkspaceListener listener) {
        listeners.remove(listener);
    }

    public void changed() {
        listeners.forEach(WorkspaceListener::documentsChanged);
        listeners.forEach(WorkspaceListener::hubChanged);
    }

    @Override
    public void close() {
        entries.clear();
    }

    /** A hub that says what the test wants. */
    public static final class Hub implements HubLink {
        public volatile HubLinkState state = new HubLinkState.NoHub();
        public volatile Optional<Identity> identity = Optional.empty();
        public final List<Member> members = new ArrayList<>();

        @Override
        public HubLinkState state() {
            return state;
        }

        @Override
        public Optional<URI> address() {
            return state instanceof HubLinkState.NoHub
                    ? Optional.empty()
                    : Optional.of(URI.create("https://hub.example.org"));
        }

        @Override
        public Optional<Boolean> wantsLogin() {
            return Optional.of(true);
        }

        @Override
        public Optional<Identity> identity() {
            return identity;
        }

        @Override
        public CompletableFuture<Void> connect(URI hub) {
            state = new HubLinkState.Online(hub);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> disconnect() {
            state = new HubLinkState.NoHub();
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Identity> login(BrowserOpener browser) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<Identity> loginWithDevice(DevicePrompt prompt) {
            prompt.show(
                    URI.create("https://login.example.org/device"),
                    "WDJB-MJHT",
                    URI.create("https://login.example.org/device?code=WDJB-MJHT"),
                    Duration.ofMinutes(10));
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<Void> logout() {
            identity = Optional.empty();
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> share(DocumentId document) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> share(DocumentId document, String person, Role role) {
            members.add(new Member(person, person, role));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> revoke(DocumentId document, String person) {
            members.removeIf(member -> member.username().equals(person));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<List<Member>> members(DocumentId document) {
            return CompletableFuture.completedFuture(List.copyOf(members));
        }

        @Override
        public CompletableFuture<Void> refresh() {
            return CompletableFuture.completedFuture(null);
        }
    }
}
