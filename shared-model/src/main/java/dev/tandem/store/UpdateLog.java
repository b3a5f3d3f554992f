package dev.tandem.store;

import dev.tandem.model.DocumentId;
import dev.tandem.protocol.Update;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Documents' updates in a database. Each method is one transaction: it happens as a whole or not at all, and waits for
 * the database. May be used from any thread.
 */
interface UpdateLog {

    /**
     * Writes entries that have their numbers already. What is there, compacted or deleted already changes nothing, so the
     * same entries can be written again. Only one thread may write at a time; others may read and compact.
     */
    void write(List<Sequenced> entries) throws SQLException;

    /**
     * Appends entries, giving them the next numbers. May be called again after an error that left open whether it
     * happened: the same batch is not appended twice.
     *
     * @param writer whose batch it is; a random UUID, one a process
     * @param batch its number among the writer's batches, from 1, growing
     */
    void append(String writer, long batch, List<LogEntry> entries) throws SQLException;

    /** The snapshot and the updates after it. */
    StoredDocument load(DocumentId document) throws SQLException;

    /**
     * Puts a snapshot in the place of everything up to {@code throughSequence}; does nothing when a newer compaction or a
     * deletion came first.
     */
    void compact(DocumentId document, long throughSequence, Update snapshot) throws SQLException;

    /** The documents of which anything is stored. */
    Set<DocumentId> documents() throws SQLException;

    /** The newest number that was ever given to an entry, 0 if there is none. */
    long lastSequence() throws SQLException;
}
