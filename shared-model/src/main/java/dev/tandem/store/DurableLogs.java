package dev.tandem.store;

import dev.tandem.model.DocumentId;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens the {@link DurableLog} of a database.
 *
 * <pre>{@code
 * try (StoreDatabase database = H2Database.open(directory);
 *         DurableLog log = DurableLogs.open(database, StoreOptions.defaults())) {
 *     log.append(document, update).thenRun(() -> showSaved());
 * }
 * }</pre>
 */
public final class DurableLogs {

    /** How long a deletion waits for the disk before it says that it must wait. */
    private static final Duration DELETE_PATIENCE = Duration.ofSeconds(10);

    /** No commit is in doubt for as long as this; a writer that comes back later is a new one. */
    private static final Duration WRITERS_KEPT = Duration.ofDays(7);

    private DurableLogs() {}

    /**
     * Opens the log in a database: on H2 with a journal in front, in the folder {@code journal} beside the database; on
     * PostgreSQL directly. Makes the tables, and writes what a killed process left in the journal into H2.
     *
     * @throws StoreException if the tables or the journal cannot be read or written, or the journal is in use
     */
    public static DurableLog open(StoreDatabase database, StoreOptions options) throws StoreException {
        if (database instanceof H2Database h2) {
            JournalFiles files = DirectoryJournalFiles.open(h2.directory().resolve("journal"));
            return JournaledLog.open(h2, files, options, Clock.systemUTC());
        }
        JdbcUpdateLog updates = JdbcUpdateLog.open(database);
        try {
            updates.forgetWritersBefore(Instant.now().minus(WRITERS_KEPT));
        } catch (SQLException e) {
            throw new StoreException("The tables in " + database + " cannot be written: " + Reasons.of(e) + ".", e);
        }
        return new CommittingLog(updates, database.toString(), options);
    }

    static void await(CompletableFuture<Void> deleted, DocumentId document, DurableLog log) throws StoreException {
        try {
            deleted.get(DELETE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new StoreException(
                    "The document " + document + " is not deleted yet, it will be once writing works again. "
                            + log.failure().orElse("The disk is slow."),
                    e);
        } catch (ExecutionException | CancellationException e) {
            throw new StoreException("The document " + document + " was not deleted: the store is closed.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("Waiting for the deletion of " + document + " was interrupted.", e);
        }
    }
}
