package dev.tandem.store;

import dev.tandem.model.DocumentId;
import dev.tandem.protocol.Update;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A {@link DurableLog} whose durable moment is the commit of a database that forces its own commits: PostgreSQL.
 *
 * <p>One writer thread commits what was appended in groups, and tries a group again until it worked. When a connection
 * breaks while it commits, nobody knows whether the commit arrived; each group has a number which the database remembers,
 * so that trying again appends nothing twice. Close it before its database.
 */
final class CommittingLog implements DurableLog {

    private final UpdateLog updates;
    private final GroupQueue<Waiting> queue;
    private final Retry retry;
    private final Thread thread;
    private final AtomicLong queuedBytes = new AtomicLong();
    private final String writer = UUID.randomUUID().toString();
    private long batch;

    CommittingLog(UpdateLog updates, String database, StoreOptions options) {
        this.updates = updates;
        this.queue = new GroupQueue<>(options.groupWindow());
        this.retry = new Retry(database, queue, options.closePatience());
        this.thread = new Thread(this::run, "tandem-commit");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        List<Waiting> group = List.of();
        try {
            for (group = queue.takeGroup(); !group.isEmpty(); group = queue.takeGroup()) {
                List<LogEntry> entries = group.stream().map(Waiting::entry).toList();
                batch++;
                boolean written = retry.untilDone(() -> updates.append(writer, batch, entries));
                if (!written) {
                    break;
                }
                queuedBytes.addAndGet(
                        -entries.stream().mapToLong(LogEntry::weight).sum());
                group.forEach(waiting -> waiting.durable().complete(null));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("the log's writer was interrupted", e);
        } finally {
            queue.close();
            cancel(group);
            cancel(queue.drainClosed());
        }
    }

    private void cancel(List<Waiting> group) {
        for (Waiting waiting : group) {
            // The last group may have been written; then it completed, and is not open any more.
            if (waiting.durable()
                    .completeExceptionally(
                            new CancellationException("the log was closed before this update could be written"))) {
                forget(waiting);
            }
        }
    }

    private void forget(Waiting waiting) {
        queuedBytes.addAndGet(-waiting.entry().weight());
    }

    @Override
    public CompletableFuture<Void> append(DocumentId document, Update update) {
        return append(new LogEntry.Append(document, update));
    }

    private CompletableFuture<Void> append(LogEntry entry) {
        Waiting waiting = Waiting.of(entry);
        queuedBytes.addAndGet(entry.weight());
        if (!queue.offer(waiting, entry.weight())) {
            cancel(List.of(waiting));
        }
        return waiting.durable();
    }

    @Override
    public StoredDocument load(DocumentId document) throws StoreException {
        try {
            StoredDocument stored = updates.load(document);
            return stored.isEmpty() ? new StoredDocument(null, List.of(), 0) : stored;
        } catch (SQLException e) {
            throw new StoreException("The document " + document + " cannot be read now: " + Reasons.of(e) + ".", e);
        }
    }

    @Override
    public void compact(DocumentId document, long throughSequence, Update snapshot) throws StoreException {
        try {
            updates.compact(document, throughSequence, snapshot);
        } catch (SQLException e) {
            throw new StoreException(
                    "The document " + document + " cannot be compacted now: " + Reasons.of(e) + ".", e);
        }
    }

    @Override
    public Set<DocumentId> documents() throws StoreException {
        try {
            return updates.documents();
        } catch (SQLException e) {
            throw new StoreException("The documents cannot be listed now: " + Reasons.of(e) + ".", e);
        }
    }

    @Override
    public void delete(DocumentId document) throws StoreException {
        DurableLogs.await(append(new LogEntry.Delete(document)), document, this);
    }

    @Override
    public long queuedBytes() {
        return queuedBytes.get();
    }

    @Override
    public Optional<String> failure() {
        return retry.failure();
    }

    @Override
    public void close() {
        queue.close();
        Threads.join(thread);
    }
}
