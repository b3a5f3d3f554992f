package dev.tandem.store;

import dev.tandem.model.DocumentId;
import dev.tandem.protocol.Update;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The durable home of documents' updates; the hub and the editor's replica both write here.
 *
 * <p>May be used from any thread. {@link #append} never waits for a disk; the other methods may, and belong on a worker.
 */
public interface DurableLog extends AutoCloseable {

    /**
     * Appends an update. The future completes, on a thread of the log that must not be held up, once the update is forced to disk: from then on
     * neither a killed process nor a power cut loses it. While the disk or the database fails, the log retries with
     * back-off and the future stays open; it fails only when the log is closed before it could write
     * ({@link java.util.concurrent.CancellationException}). Appends of one document keep their order.
     */
    CompletableFuture<Void> append(DocumentId document, Update update);

    /**
     * All that is stored of a document, acknowledged updates always included.
     *
     * @throws StoreException if the store cannot be read now
     */
    StoredDocument load(DocumentId document) throws StoreException;

    /**
     * Replaces the old snapshot and every update up to {@code throughSequence} with {@code snapshot}, in one transaction;
     * later updates stay. Does nothing when a newer compaction came first.
     *
     * @throws StoreException if the store cannot be written now; the old state is whole
     */
    void compact(DocumentId document, long throughSequence, Update snapshot) throws StoreException;

    /** The names of all documents with at least one update. */
    Set<DocumentId> documents() throws StoreException;

    /** Forgets a document's updates. */
    void delete(DocumentId document) throws StoreException;

    /**
     * How many bytes of appended updates the log holds in memory, because they are not forced yet or not yet in the
     * database behind the journal. The log takes whatever it is given; a caller that must bound its memory stops accepting
     * above a limit of its own, 64 MiB being a good one, until this figure has gone down.
     */
    long queuedBytes();

    /** What fails at the moment, for a person to read; empty while all is well. */
    Optional<String> failure();

    /** Writes what is queued, makes it durable and releases the files. */
    @Override
    void close();
}
