package dev.tandem.store;

import dev.tandem.model.DocumentId;
import dev.tandem.protocol.Update;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link DurableLog} of a journal and H2: durable once the journal is forced, in H2 soon after.
 *
 * <p>At open, what the journal holds is written into H2 again, where what is there changes nothing. While it is open, what
 * is forced but not in H2 yet is added to what is loaded. Close it before its database.
 */
final class JournaledLog implements DurableLog, Journal.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(JournaledLog.class);

    private final H2Database database;
    private final JournalFiles files;
    private final UpdateLog updates;
    private final Journal journal;
    private final DatabaseFeed feed;
    private final AtomicLong queuedBytes = new AtomicLong();
    private final JournalReport report;

    private JournaledLog(
            H2Database database, JournalFiles files, UpdateLog updates, SyncMarks marks, StoreOptions options)
            throws StoreException {
        this.database = database;
        this.files = files;
        this.updates = updates;
        this.journal = new Journal(files, options, this);
        long last;
        try {
            last = updates.lastSequence();
            Replay replay = new Replay(updates);
            this.report = journal.replay(marks.olderThan(options.journalRetention()), replay::write);
            replay.check();
            // H2 may be ahead of a journal that lost its last, unacknowledged records, and behind it if it lost some
            // itself: a number is never given twice.
            last = Math.max(last, replay.last);
        } catch (SQLException e) {
            throw new StoreException(
                    "The database cannot take over what the journal in " + files + " holds: " + Reasons.of(e) + ".", e);
        }
        this.feed = new DatabaseFeed(database, updates, marks, journal, options, queuedBytes, last);
        database.persist();
        feed.start();
        journal.start(last + 1);
    }

    /**
     * Opens the log over a database and a journal's files; it closes the files, not the database.
     *
     * @throws StoreException if either cannot be read, or the database cannot take what the journal holds
     */
    static JournaledLog open(H2Database database, JournalFiles files, StoreOptions options, Clock clock)
            throws StoreException {
        try {
            return new JournaledLog(
                    database, files, JdbcUpdateLog.open(database), new SyncMarks(database, clock), options);
        } catch (StoreException | RuntimeException e) {
            try {
                files.close();
            } catch (IOException failed) {
                e.addSuppressed(failed);
            }
            throw e;
        }
    }

    /** Writes a journal's segments into H2; remembers the first error, since a visitor cannot throw it. */
    private static final class Replay {
        private final UpdateLog updates;
        private @Nullable SQLException failure;
        private long last;

        Replay(UpdateLog updates) {
            this.updates = updates;
        }

        void write(List<Sequenced> entries) {
            if (failure == null) {
                try {
                    updates.write(entries);
                    last = Math.max(
                            last,
                            entries.stream()
                                    .mapToLong(Sequenced::sequence)
                                    .max()
                                    .orElse(0));
                } catch (SQLException e) {
                    failure = e;
                }
            }
        }

        void check() throws SQLException {
            if (failure != null) {
                throw failure;
            }
        }
    }

    @Override
    public void forced(List<Sequenced> entries) {
        feed.take(entries);
    }

    @Override
    public void cancelled(LogEntry entry) {
        queuedBytes.addAndGet(-entry.weight());
    }

    @Override
    public CompletableFuture<Void> append(DocumentId document, Update update) {
        return append(new LogEntry.Append(document, update));
    }

    private CompletableFuture<Void> append(LogEntry entry) {
        queuedBytes.addAndGet(entry.weight());
        return journal.append(entry);
    }

    @Override
    public StoredDocument load(DocumentId document) throws StoreException {
        // First what is on its way, then what is there: what arrives between the two is met twice and told by its
        // number.
        List<Sequenced> pending = feed.pending(document);
        StoredDocument stored;
        try {
            stored = updates.load(document);
        } catch (SQLException e) {
            throw new StoreException("The document " + document + " cannot be read now: " + Reasons.of(e) + ".", e);
        }
        Update snapshot = stored.snapshot();
        List<Update> tail = new ArrayList<>(stored.tail());
        long last = stored.lastSequence();
        for (Sequenced sequenced : pending) {
            if (sequenced.sequence() <= last) {
                continue;
            }
            last = sequenced.sequence();
            if (sequenced.entry() instanceof LogEntry.Append append) {
                tail.add(append.update());
            } else {
                snapshot = null;
                tail.clear();
            }
        }
        return new StoredDocument(snapshot, tail, snapshot == null && tail.isEmpty() ? 0 : last);
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
        List<Sequenced> pending = feed.pending();
        Set<DocumentId> documents;
        try {
            documents = updates.documents();
        } catch (SQLException e) {
            throw new StoreException("The documents cannot be listed now: " + Reasons.of(e) + ".", e);
        }
        for (Sequenced sequenced : pending) {
            if (sequenced.entry() instanceof LogEntry.Append) {
                documents.add(sequenced.entry().document());
            } else {
                documents.remove(sequenced.entry().document());
            }
        }
        return documents;
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
        return journal.failure().or(database::failure).or(feed::failure);
    }

    /** What the journal found when it was opened. */
    JournalReport report() {
        return report;
    }

    @Override
    public void close() {
        journal.close();
        feed.close();
        try {
            files.close();
        } catch (IOException e) {
            LOG.warn("The journal in {} could not be closed in order: {}", files, Reasons.of(e));
        }
    }
}
