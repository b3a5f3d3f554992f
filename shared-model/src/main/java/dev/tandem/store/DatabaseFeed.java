package dev.tandem.store;

import dev.tandem.model.DocumentId;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries what the journal has forced into H2, in batches, and drops the journal's segments behind it: once H2 was forced
 * to disk past them, and the retention has passed.
 *
 * <p>One thread of its own writes; the other methods may be called from any.
 */
final class DatabaseFeed {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseFeed.class);

    /** How often the retention of closed segments is looked at, as a part of it. */
    private static final int LOOKS_PER_RETENTION = 4;

    /** An H2 that closed itself after a failed write can keep a thread for ever; the process must end all the same. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

    private static final Duration SHORTEST_LOOK = Duration.ofMillis(20);

    private final H2Database database;
    private final UpdateLog updates;
    private final SyncMarks marks;
    private final Journal journal;
    private final StoreOptions options;
    private final AtomicLong queuedBytes;
    private final GroupQueue<Sequenced> queue;
    private final Retry retry;
    private final Thread thread;
    private final Object lock = new Object();
    /** Forced, but not in H2 yet; in order. Guarded by {@link #lock}. */
    private final ArrayDeque<Sequenced> pending = new ArrayDeque<>();

    private long fedThrough;
    private long lookAt;

    DatabaseFeed(
            H2Database database,
            UpdateLog updates,
            SyncMarks marks,
            Journal journal,
            StoreOptions options,
            AtomicLong queuedBytes,
            long fedThrough) {
        this.database = database;
        this.updates = updates;
        this.marks = marks;
        this.journal = journal;
        this.options = options;
        this.queuedBytes = queuedBytes;
        this.fedThrough = fedThrough;
        this.queue = new GroupQueue<>(options.batchWindow());
        this.retry = new Retry("the database", queue, options.closePatience());
        this.thread = new Thread(this::run, "tandem-feed");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Takes entries that are forced now. */
    void take(List<Sequenced> entries) {
        synchronized (lock) {
            pending.addAll(entries);
        }
        for (Sequenced entry : entries) {
            if (!queue.offer(entry, entry.entry().weight())) {
                throw new IllegalStateException("the feed was closed before the journal");
            }
        }
    }

    /** What is forced but not in H2 yet, in order. */
    List<Sequenced> pending() {
        synchronized (lock) {
            return List.copyOf(pending);
        }
    }

    /** The same, of one document. */
    List<Sequenced> pending(DocumentId document) {
        synchronized (lock) {
            List<Sequenced> found = new ArrayList<>();
            for (Sequenced entry : pending) {
                if (entry.entry().document().equals(document)) {
                    found.add(entry);
                }
            }
            return found;
        }
    }

    Optional<String> failure() {
        return retry.failure();
    }

    private void run() {
        try {
            while (true) {
                List<Sequenced> batch = queue.takeGroup(untilNextLook());
                if (batch.isEmpty() && queue.isClosed()) {
                    break;
                }
                if (!batch.isEmpty() && !feed(batch)) {
                    LOG.warn("The database could not take everything before it was closed; the journal has it and will"
                            + " hand it over when the store is opened again.");
                    return;
                }
                lookAfterSegments();
            }
            forceAndMark();
        } catch (InterruptedException e) {
            throw new IllegalStateException("the database feed was interrupted", e);
        }
    }

    private boolean feed(List<Sequenced> batch) throws InterruptedException {
        boolean written = retry.untilDone(() -> updates.write(batch));
        if (written) {
            long weight = 0;
            synchronized (lock) {
                for (Sequenced entry : batch) {
                    pending.removeFirst();
                    weight += entry.entry().weight();
                }
            }
            queuedBytes.addAndGet(-weight);
            fedThrough = batch.get(batch.size() - 1).sequence();
        }
        return written;
    }

    /** For ever when no closed segment waits to be dropped: a quiet store wakes nobody. */
    private Duration untilNextLook() {
        if (journal.lastClosedSequence() == 0) {
            return GroupQueue.FOR_EVER;
        }
        Duration look = options.journalRetention().dividedBy(LOOKS_PER_RETENTION);
        return look.compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : look;
    }

    private void lookAfterSegments() {
        long closed = journal.lastClosedSequence();
        if (closed == 0 || System.nanoTime() - lookAt < 0) {
            return;
        }
        lookAt = System.nanoTime() + untilNextLook().toNanos();
        try {
            if (closed <= fedThrough && marks.newest() < closed) {
                marks.forceAndMark(fedThrough);
            }
            journal.dropThrough(marks.olderThan(options.journalRetention()));
        } catch (SQLException | IOException | RuntimeException e) {
            LOG.warn("The journal keeps its segments for now: {}", Reasons.of(e));
        }
    }

    private void forceAndMark() {
        try {
            if (journal.lastClosedSequence() > 0 && marks.newest() < fedThrough) {
                marks.forceAndMark(fedThrough);
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warn("The database could not be forced to disk; the journal is kept: {}", Reasons.of(e));
        }
    }

    /**
     * Feeds what is left and stops; the journal must have been closed before. When H2 still waits for a failing disk after
     * the options' patience, it is told to give up: the journal has it all.
     */
    void close() {
        queue.close();
        Duration patience =
                options.closePatience().compareTo(SHORTEST_LOOK) < 0 ? SHORTEST_LOOK : options.closePatience();
        while (!Threads.join(thread, patience)) {
            // A database that is slow is waited for.
            if (database.failure().isPresent()) {
                database.giveUp();
                if (!Threads.join(thread, LAST_PATIENCE)) {
                    LOG.warn("The database did not let go; the journal has everything.");
                }
                return;
            }
        }
    }
}
