package dev.tandem.editor.replica;

import dev.tandem.crdt.TextDocument;
import dev.tandem.model.DocumentId;
import dev.tandem.protocol.MalformedUpdateException;
import dev.tandem.protocol.Update;
import dev.tandem.store.DurableLog;
import dev.tandem.store.StoreDatabase;
import dev.tandem.store.StoreException;
import dev.tandem.store.StoredDocument;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every document of this device. Lists come from memory; everything that waits for a disk runs on one worker, so what is
 * asked for first happens first.
 *
 * <p>May be used from any thread; only {@link #close()} waits. Futures fail with {@link StoreException}.
 */
public final class Replica implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

    /** A log with a longer tail is made one snapshot when its document is next loaded. */
    private static final int LONG_TAIL = 400;

    private final StoreDatabase database;
    private final DurableLog log;
    private final Catalogue catalogue;
    private final ExecutorService worker;
    private final Map<DocumentId, ReplicaDocument> documents = new ConcurrentHashMap<>();
    private final Map<String, String> memory = new ConcurrentHashMap<>();
    private final Map<DocumentId, CompletableFuture<Void>> lastAppend = new ConcurrentHashMap<>();
    private volatile Runnable changed = () -> {};

    private Replica(StoreDatabase database, DurableLog log, Catalogue catalogue) {
        this.database = database;
        this.log = log;
        this.catalogue = catalogue;
        this.worker = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, "replica");
            made.setDaemon(true);
            return made;
        });
    }

    /**
     * Opens the replica on an open database and the log on it; it closes both.
     *
     * @throws StoreException if the catalogue cannot be read; log and database are closed then
     */
    public static Replica open(StoreDatabase database, DurableLog log) throws StoreException {
        try {
            database.migrate("db/migration/replica", "replica_history");
            Catalogue catalogue = new Catalogue(database.dataSource());
            Replica replica = new Replica(database, log, catalogue);
            catalogue.documents().forEach(document -> replica.documents.put(document.id(), document));
            replica.memory.putAll(catalogue.memory());
            replica.adoptUnlisted();
            return replica;
        } catch (StoreException | RuntimeException failed) {
            log.close();
            database.close();
            if (failed instanceof StoreException known) {
                throw known;
            }
            throw new StoreException("The list of documents cannot be read: " + failed.getMessage() + ".", failed);
        }
    }

    /** A process that was killed between the first edit and the row of the catalogue left a log without a row. */
    private void adoptUnlisted() throws StoreException {
        for (DocumentId id : log.documents()) {
            if (!documents.containsKey(id)) {
                ReplicaDocument found = ReplicaDocument.fresh(id, "", Instant.now());
                documents.put(id, found);
                catalogue.put(found);
                measure(id);
            }
        }
    }

    /** The documents on this device, the last changed first. */
    public List<ReplicaDocument> documents() {
        return documents.values().stream()
                .filter(document -> !document.removed())
                .sorted(Comparator.comparing(ReplicaDocument::changed).reversed())
                .toList();
    }

    /** What is known of a document; also of one that was taken off this device. */
    public Optional<ReplicaDocument> document(DocumentId id) {
        return Optional.ofNullable(documents.get(id));
    }

    /** Runs a task, on any thread, after {@link #documents()} changed; replaces an older one. */
    public void whenChanged(Runnable task) {
        changed = task;
    }

    /** Lists a new document. */
    public void add(ReplicaDocument document) {
        documents.put(document.id(), document);
        write(document.id());
    }

    /** Changes what is known of a document; does nothing if there is none. */
    public void change(DocumentId id, UnaryOperator<ReplicaDocument> change) {
        ReplicaDocument[] before = new ReplicaDocument[1];
        ReplicaDocument after = documents.computeIfPresent(id, (key, known) -> {
            before[0] = known;
            return change.apply(known);
        });
        if (after != null && !after.equals(before[0])) {
            write(id);
        }
    }

    /** Appends an update; the future completes once it is forced to disk. */
    public CompletableFuture<Void> append(DocumentId id, Update update) {
        CompletableFuture<Void> forced = log.append(id, update);
        lastAppend.put(id, forced);
        return forced;
    }

    /** What fails at the moment, for a person to read; empty while all is well. */
    public Optional<String> failure() {
        return log.failure();
    }

    /**
     * A document as it is in the log, made by the worker and handed over. Holds every update appended before this call. A
     * long log is made one snapshot on the way.
     */
    public CompletableFuture<TextDocument> load(DocumentId id, long clientId) {
        return afterLastAppend(id).thenApplyAsync(ignored -> read(id, clientId), worker);
    }

    private CompletableFuture<Void> afterLastAppend(DocumentId id) {
        CompletableFuture<Void> last = lastAppend.get(id);
        return last == null ? CompletableFuture.completedFuture(null) : last;
    }

    private TextDocument read(DocumentId id, long clientId) {
        TextDocument document = TextDocument.open(clientId);
        try {
            StoredDocument stored = log.load(id);
            Update snapshot = stored.snapshot();
            if (snapshot != null) {
                document.apply(snapshot);
            }
            for (Update update : stored.tail()) {
                document.apply(update);
            }
            if (stored.tail().size() > LONG_TAIL) {
                log.compact(id, stored.lastSequence(), document.snapshot());
            }
            document.handOver();
            return document;
        } catch (StoreException unreadable) {
            document.close();
            throw new CompletionException(unreadable);
        } catch (MalformedUpdateException damaged) {
            document.close();
            throw new CompletionException(new StoreException(
                    "The log of document " + id + " holds something that is not an update.", damaged));
        }
    }

    /** Looks into a document's log for its title and length, in the background. */
    public void measure(DocumentId id) {
        CompletableFuture<Void> unused = load(id, TextDocument.randomClientId())
                .thenAcceptAsync(
                        document -> {
                            try (document) {
                                String title = document.properties().getOrDefault("title", "");
                                long characters = document.length();
                                change(id, known -> known.measured(title, characters));
                            }
                        },
                        worker)
                .whenComplete((done, failed) -> {
                    if (failed != null) {
                        LOG.warn("Document {} cannot be measured", id, failed);
                    }
                });
    }

    /** Forgets a document's updates, and with {@code keepName} false that it ever was. */
    public CompletableFuture<Void> remove(DocumentId id, boolean keepName) {
        return afterLastAppend(id)
                .thenRunAsync(
                        () -> {
                            try {
                                log.delete(id);
                            } catch (StoreException failed) {
                                throw new CompletionException(failed);
                            }
                            lastAppend.remove(id);
                            if (keepName) {
                                change(id, ReplicaDocument::asRemoved);
                            } else {
                                documents.remove(id);
                                catalogue.forget(id);
                                changed.run();
                            }
                        },
                        worker);
    }

    /** What {@link #remember} was last told. */
    public Optional<String> remembered(String name) {
        return Optional.ofNullable(memory.get(name));
    }

    /** Keeps a value until it is told another; written in the background. */
    public void remember(String name, String value) {
        if (!value.equals(memory.put(name, value))) {
            onWorker(() -> {
                @Nullable String newest = memory.get(name);
                if (newest != null) {
                    catalogue.remember(name, newest);
                }
            });
        }
    }

    private void write(DocumentId id) {
        changed.run();
        onWorker(() -> {
            ReplicaDocument newest = documents.get(id);
            if (newest != null) {
                catalogue.put(newest);
            }
        });
    }

    private void onWorker(Runnable task) {
        worker.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException failed) {
                // Nothing of a text is lost by it: the row is written anew with the next change, and texts are in the
                // log.
                LOG.error("The list of documents cannot be written", failed);
            }
        });
    }

    /** Waits until everything is written, and releases the files. */
    @Override
    public void close() {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.error("The list of documents is still being written after 30 s; giving up on that");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        log.close();
        database.close();
    }
}
