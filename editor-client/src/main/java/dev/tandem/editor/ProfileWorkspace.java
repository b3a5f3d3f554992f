package dev.tandem.editor;

import dev.tandem.editor.file.AtomicFile;
import dev.tandem.editor.file.FileReasons;
import dev.tandem.editor.file.FileRefusedException;
import dev.tandem.editor.file.TextFile;
import dev.tandem.editor.login.Account;
import dev.tandem.editor.login.TokenVault;
import dev.tandem.editor.replica.Replica;
import dev.tandem.editor.replica.ReplicaDocument;
import dev.tandem.editor.session.Documents;
import dev.tandem.editor.session.HubState;
import dev.tandem.editor.session.Person;
import dev.tandem.editor.session.Session;
import dev.tandem.editor.settings.Settings;
import dev.tandem.editor.sync.LaneSettings;
import dev.tandem.model.DocumentId;
import dev.tandem.store.DurableLog;
import dev.tandem.store.DurableLogs;
import dev.tandem.store.H2Database;
import dev.tandem.store.StoreException;
import dev.tandem.store.StoreOptions;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workspace of a profile on disk. */
final class ProfileWorkspace implements Workspace {

    private static final Logger LOG = LoggerFactory.getLogger(ProfileWorkspace.class);

    private final ProfileLock lock;
    private final Settings settings;
    private final Replica replica;
    private final Documents documents;
    private final HubConnection hub;
    private final Account account;
    private final ScheduledExecutorService clock;
    private final ScheduledExecutorService login;
    private final ExecutorService files;
    private final List<WorkspaceListener> listeners = new CopyOnWriteArrayList<>();

    private ProfileWorkspace(
            ProfileLock lock, Settings settings, Replica replica, TokenVault vault, LaneSettings lane) {
        this.lock = lock;
        this.settings = settings;
        this.replica = replica;
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "workspace"));
        this.login = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "login"));
        this.files = Executors.newSingleThreadExecutor(task -> daemon(task, "files"));
        this.account = new Account(vault, login, Clock.systemUTC(), this::accountChanged);
        this.documents = new Documents(replica, clock, Persons.of(settings, Optional.empty()), this::hubChanged);
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.hub = new HubConnection(replica, documents, account, http, lane, clock, this::hubChanged);
        replica.whenChanged(this::documentsChanged);
        settings.addListener(this::showPerson);
    }

    /** Opens the workspace; {@code vaults} says where its logins are kept. */
    static ProfileWorkspace open(Profile profile, Function<Path, TokenVault> vaults, LaneSettings lane)
            throws ProfileException {
        ProfileLock lock = ProfileLock.take(profile);
        try {
            Settings settings = Settings.load(profile.settingsFile());
            H2Database database = H2Database.open(profile.storeDirectory());
            DurableLog log;
            try {
                log = DurableLogs.open(database, StoreOptions.defaults());
            } catch (StoreException | RuntimeException failed) {
                database.close();
                throw failed;
            }
            Replica replica = Replica.open(database, log);
            ProfileWorkspace workspace =
                    new ProfileWorkspace(lock, settings, replica, vaults.apply(profile.directory()), lane);
            workspace.start();
            return workspace;
        } catch (StoreException unusable) {
            release(lock);
            throw new ProfileException(
                    unusable.getMessage() == null ? "The profile cannot be used." : unusable.getMessage(), unusable);
        } catch (IOException unreadable) {
            release(lock);
            throw new ProfileException(
                    "The settings " + profile.settingsFile() + " cannot be read: " + FileReasons.of(unreadable)
                            + ". Mend the file or move it away; your documents are not in it.",
                    unreadable);
        } catch (RuntimeException defect) {
            release(lock);
            throw defect;
        }
    }

    private void start() {
        // The hub follows when the stored login is read; a key store may wait for its person, and documents do not.
        CompletableFuture<Void> unused = account.load().whenComplete((loaded, failed) -> {
            showPerson();
            hub.start();
        });
    }

    private static void release(ProfileLock lock) {
        try {
            lock.close();
        } catch (IOException problem) {
            LOG.warn("The profile's lock was not released", problem);
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private void accountChanged() {
        showPerson();
        hubChanged();
    }

    private void showPerson() {
        documents.show(person());
    }

    private void documentsChanged() {
        listeners.forEach(WorkspaceListener::documentsChanged);
    }

    private void hubChanged() {
        listeners.forEach(WorkspaceListener::hubChanged);
    }

    @Override
    public List<DocumentSummary> documents() {
        return replica.documents().stream()
                .map(document -> new DocumentSummary(
                        document.id(),
                        document.title(),
                        document.changed(),
                        document.characters(),
                        document.hub() != null,
                        document.role()))
                .toList();
    }

    @Override
    public HubState hubState(DocumentId id) {
        return documents.hubState(id);
    }

    @Override
    public Session create(String title, Executor documentThread) {
        return documents.create(title, documentThread);
    }

    @Override
    public CompletableFuture<Session> open(DocumentId id, Executor documentThread) {
        Optional<ReplicaDocument> known = replica.document(id);
        if (known.isEmpty() || known.get().removed()) {
            return CompletableFuture.failedFuture(missing(id));
        }
        return documents.open(id, documentThread);
    }

    private static DocumentException missing(DocumentId id) {
        return new DocumentException("There is no document " + id + " on this device.");
    }

    @Override
    public CompletableFuture<Void> rename(DocumentId id, String title) {
        if (replica.document(id).isEmpty()) {
            return CompletableFuture.failedFuture(missing(id));
        }
        return documents.setProperty(id, "title", title).thenRun(() -> hub.renamed(id, title));
    }

    @Override
    public CompletableFuture<Void> delete(DocumentId id) {
        Optional<ReplicaDocument> known = replica.document(id);
        if (known.isEmpty()) {
            return CompletableFuture.failedFuture(missing(id));
        }
        if (documents.isOpen(id)) {
            return CompletableFuture.failedFuture(new DocumentException("The document is open. Close it first."));
        }
        documents.unshared(id);
        return replica.remove(id, known.get().hub() != null);
    }

    @Override
    public CompletableFuture<Imported> importFile(Path file) {
        return CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return TextFile.read(file);
                            } catch (FileRefusedException refused) {
                                throw new CompletionException(new ImportException(message(refused), refused));
                            }
                        },
                        files)
                .thenCompose(read -> documents
                        .add(title(file), read.text(), FileProperties.of(read))
                        .thenApply(id -> new Imported(id, read.notices())));
    }

    private static String title(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }

    @Override
    public CompletableFuture<Void> exportFile(DocumentId id, Path file) {
        if (replica.document(id).isEmpty()) {
            return CompletableFuture.failedFuture(missing(id));
        }
        return documents
                .read(id, snapshot -> snapshot)
                .thenAcceptAsync(
                        snapshot -> {
                            try {
                                AtomicFile.write(
                                        file,
                                        FileProperties.textFile(snapshot.text(), snapshot.properties())
                                                .encode());
                            } catch (FileRefusedException refused) {
                                throw new CompletionException(new ExportException(message(refused), refused));
                            }
                        },
                        files);
    }

    private static String message(FileRefusedException refused) {
        String message = refused.getMessage();
        return message == null ? "The file cannot be used." : message;
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
    public String loginWhereabouts() {
        return account.whereabouts();
    }

    @Override
    public Optional<String> storeFailure() {
        return replica.failure();
    }

    @Override
    public Optional<String> remembered(String key) {
        return replica.remembered("window." + key);
    }

    @Override
    public void remember(String key, String value) {
        replica.remember("window." + key, value);
    }

    @Override
    public Person person() {
        return Persons.of(settings, account.current());
    }

    @Override
    public void addListener(WorkspaceListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(WorkspaceListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void close() {
        for (Session session : documents.openSessions()) {
            closeOnItsThread(session);
        }
        hub.close();
        clock.shutdownNow();
        login.shutdownNow();
        files.shutdown();
        try {
            if (!files.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.error("A file is still being written after 30 s; giving up on that");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        replica.close();
        release(lock);
    }

    private void closeOnItsThread(Session session) {
        try {
            documents.close(session).get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException stuck) {
            // Everything it was given is with the log, which is closed in order right after.
            LOG.warn("The session of {} was not closed in order", session.id(), stuck);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
