package dev.tandem.store;

import dev.tandem.model.DocumentId;
import dev.tandem.protocol.Update;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The {@link UpdateLog} over JDBC, the same for H2 and PostgreSQL. */
final class JdbcUpdateLog implements UpdateLog {

    static final String MIGRATIONS = "db/migration/store";
    static final String HISTORY_TABLE = "store_schema_history";

    private final DataSource dataSource;
    private final SqlDialect dialect;
    private final ReentrantLock writeLock = new ReentrantLock();
    private final DocumentLocks locks = new DocumentLocks();

    private JdbcUpdateLog(StoreDatabase database) {
        this.dataSource = database.dataSource();
        this.dialect = database.dialect();
    }

    /** Makes or updates the tables. */
    static JdbcUpdateLog open(StoreDatabase database) throws StoreException {
        database.migrate(MIGRATIONS, HISTORY_TABLE);
        return new JdbcUpdateLog(database);
    }

    private interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /**
     * H2 is used by this process alone; there one writer at a time spares it lock time-outs, and two threads making the row
     * of one document at once. On PostgreSQL the locks of the rows do it, also between processes.
     */
    private <T> T writing(Work<T> work) throws SQLException {
        if (dialect != SqlDialect.H2) {
            return transaction(work);
        }
        writeLock.lock();
        try {
            return transaction(work);
        } finally {
            writeLock.unlock();
        }
    }

    /** The same, while nobody reads the documents whose bytes are taken away. */
    private <T> T removing(List<DocumentId> documents, Work<T> work) throws SQLException {
        if (!dialect.readsBytesLate() || documents.isEmpty()) {
            return writing(work);
        }
        DocumentLocks.Held nobodyReads = locks.removing(documents);
        try {
            return writing(work);
        } finally {
            nobodyReads.release();
        }
    }

    /**
     * An interrupt is kept for the caller: H2 would take an interrupted wait for a row, and the pool of PostgreSQL one for a
     * connection, as timed out.
     */
    private <T> T transaction(Work<T> work) throws SQLException {
        boolean interrupted = Thread.interrupted();
        try {
            return uninterrupted(work);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> T uninterrupted(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            // Not set back: the pool of PostgreSQL does it, H2's connections end with their use. On an H2 that closed
            // itself
            // it would commit once more, and spin for ever.
            connection.setAutoCommit(false);
            try {
                T result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                try {
                    connection.rollback();
                } catch (SQLException broken) {
                    e.addSuppressed(broken);
                }
                throw e;
            }
        }
    }

    /** The row of a document, locked until the transaction ends. */
    private record DocumentRow(long key, long throughSequence) {}

    @Override
    public void write(List<Sequenced> entries) throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        List<DocumentId> deleted = entries.stream()
                .map(Sequenced::entry)
                .filter(LogEntry.Delete.class::isInstance)
                .map(LogEntry::document)
                .toList();
        removing(deleted, connection -> {
            Map<DocumentId, DocumentRow> rows =
                    lock(connection, entries.stream().map(Sequenced::entry).toList());
            Set<Long> there = sequencesBetween(
                    connection,
                    entries.stream().mapToLong(Sequenced::sequence).min().orElseThrow(),
                    entries.stream().mapToLong(Sequenced::sequence).max().orElseThrow());
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO stored_update (sequence, document_key, update_bytes) VALUES (?, ?, ?)")) {
                for (Sequenced sequenced : entries) {
                    DocumentId document = sequenced.entry().document();
                    DocumentRow row = known(rows, document);
                    if (sequenced.sequence() <= row.throughSequence()) {
                        continue;
                    }
                    if (sequenced.entry() instanceof LogEntry.Append append) {
                        if (there.add(sequenced.sequence())) {
                            insert.setLong(1, sequenced.sequence());
                            insert.setLong(2, row.key());
                            setBytes(insert, 3, append.update());
                            insert.addBatch();
                        }
                    } else {
                        insert.executeBatch();
                        rows.put(document, delete(connection, row, sequenced.sequence()));
                    }
                }
                insert.executeBatch();
            }
            return true;
        });
    }

    @Override
    public void append(String writer, long batch, List<LogEntry> entries) throws SQLException {
        writing(connection -> {
            if (!isNew(connection, writer, batch)) {
                return false;
            }
            Map<DocumentId, DocumentRow> rows = lock(connection, entries);
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO stored_update (document_key, update_bytes) VALUES (?, ?)")) {
                for (LogEntry entry : entries) {
                    DocumentRow row = known(rows, entry.document());
                    if (entry instanceof LogEntry.Append append) {
                        insert.setLong(1, row.key());
                        setBytes(insert, 2, append.update());
                        insert.addBatch();
                    } else {
                        insert.executeBatch();
                        long last = Math.max(row.throughSequence(), newest(connection, row.key()));
                        rows.put(entry.document(), delete(connection, row, last));
                    }
                }
                insert.executeBatch();
            }
            return true;
        });
    }

    /** Claims the batch, unless it was committed before. The writer's row also keeps two tries from running at once. */
    private static boolean isNew(Connection connection, String writer, long batch) throws SQLException {
        Timestamp now = Timestamp.from(Instant.now());
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE stored_batch SET batch = ?, committed_at = ? WHERE writer = ? AND batch < ?")) {
            update.setLong(1, batch);
            update.setTimestamp(2, now);
            update.setString(3, writer);
            update.setLong(4, batch);
            if (update.executeUpdate() == 1) {
                return true;
            }
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO stored_batch (writer, batch, committed_at)"
                        + " SELECT CAST(? AS VARCHAR), CAST(? AS BIGINT), CAST(? AS TIMESTAMP WITH TIME ZONE)"
                        + " WHERE NOT EXISTS (SELECT 1 FROM stored_batch WHERE writer = ?)")) {
            insert.setString(1, writer);
            insert.setLong(2, batch);
            insert.setTimestamp(3, now);
            insert.setString(4, writer);
            return insert.executeUpdate() == 1;
        }
    }

    /**
     * Forgets the last batch of writers that have written nothing for so long that they do not ask for it any more: each
     * start of a hub makes a writer.
     */
    void forgetWritersBefore(Instant time) throws SQLException {
        writing(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM stored_batch WHERE committed_at < ?")) {
                delete.setTimestamp(1, Timestamp.from(time));
                return delete.executeUpdate();
            }
        });
    }

    /** Locks the rows of all these documents, in the order of their names so that two hubs cannot block each other. */
    private Map<DocumentId, DocumentRow> lock(Connection connection, List<LogEntry> entries) throws SQLException {
        Set<DocumentId> documents = new TreeSet<>();
        entries.forEach(entry -> documents.add(entry.document()));
        Map<DocumentId, DocumentRow> rows = lockThoseThere(connection, documents);
        documents.removeAll(rows.keySet());
        if (!documents.isEmpty()) {
            try (PreparedStatement insert = connection.prepareStatement(dialect.insertDocument())) {
                for (DocumentId document : documents) {
                    insert.setString(1, document.value());
                    insert.setString(2, document.value());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            rows.putAll(lockThoseThere(connection, documents));
        }
        return rows;
    }

    private static Map<DocumentId, DocumentRow> lockThoseThere(Connection connection, Set<DocumentId> documents)
            throws SQLException {
        Map<DocumentId, DocumentRow> found = new HashMap<>();
        Array names = connection.createArrayOf(
                "varchar", documents.stream().map(DocumentId::value).toArray());
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT name, document_key, through_sequence FROM stored_document WHERE name = ANY(?)"
                        + " ORDER BY name FOR UPDATE")) {
            select.setArray(1, names);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.put(new DocumentId(rows.getString(1)), new DocumentRow(rows.getLong(2), rows.getLong(3)));
                }
            }
        } finally {
            names.free();
        }
        return found;
    }

    private static DocumentRow known(Map<DocumentId, DocumentRow> rows, DocumentId document) throws SQLException {
        DocumentRow row = rows.get(document);
        if (row == null) {
            throw new SQLException("the row of document " + document + " went away");
        }
        return row;
    }

    private static Set<Long> sequencesBetween(Connection connection, long first, long last) throws SQLException {
        Set<Long> there = new HashSet<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT sequence FROM stored_update WHERE sequence BETWEEN ? AND ?")) {
            select.setLong(1, first);
            select.setLong(2, last);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    there.add(rows.getLong(1));
                }
            }
        }
        return there;
    }

    private static long newest(Connection connection, long key) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT MAX(sequence) FROM stored_update WHERE document_key = ?")) {
            select.setLong(1, key);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static DocumentRow delete(Connection connection, DocumentRow row, long through) throws SQLException {
        return replaceThrough(connection, row, through, null);
    }

    private static DocumentRow replaceThrough(
            Connection connection, DocumentRow row, long through, @Nullable Update snapshot) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE stored_document SET snapshot = ?, through_sequence = ? WHERE document_key = ?")) {
            if (snapshot == null) {
                update.setBytes(1, null);
            } else {
                setBytes(update, 1, snapshot);
            }
            update.setLong(2, through);
            update.setLong(3, row.key());
            update.executeUpdate();
        }
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM stored_update WHERE document_key = ? AND sequence <= ?")) {
            delete.setLong(1, row.key());
            delete.setLong(2, through);
            delete.executeUpdate();
        }
        return new DocumentRow(row.key(), through);
    }

    @Override
    public StoredDocument load(DocumentId document) throws SQLException {
        if (!dialect.readsBytesLate()) {
            return transaction(connection -> read(connection, document));
        }
        DocumentLocks.Held nobodyRemoves = locks.reading(document);
        try {
            return transaction(connection -> read(connection, document));
        } finally {
            nobodyRemoves.release();
        }
    }

    /** In one statement, so that no compaction comes between the snapshot and the updates after it. */
    private static StoredDocument read(Connection connection, DocumentId document) throws SQLException {
        Update snapshot = null;
        List<Update> tail = new ArrayList<>();
        long last = 0;
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT 0 AS part, through_sequence AS sequence, snapshot AS said FROM stored_document WHERE name = ?"
                        + " UNION ALL SELECT 1, u.sequence, u.update_bytes FROM stored_update u"
                        + " JOIN stored_document d ON d.document_key = u.document_key WHERE d.name = ?"
                        + " ORDER BY 1, 2")) {
            select.setString(1, document.value());
            select.setString(2, document.value());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Update said = bytes(rows, 3);
                    last = rows.getLong(2);
                    if (rows.getInt(1) == 0) {
                        snapshot = said;
                    } else if (said != null) {
                        tail.add(said);
                    }
                }
            }
        }
        return new StoredDocument(snapshot, tail, last);
    }

    @Override
    public void compact(DocumentId document, long throughSequence, Update snapshot) throws SQLException {
        removing(List.of(document), connection -> {
            DocumentRow row = known(lock(connection, List.of(new LogEntry.Delete(document))), document);
            if (throughSequence > row.throughSequence()) {
                replaceThrough(connection, row, throughSequence, snapshot);
            }
            return true;
        });
    }

    @Override
    public Set<DocumentId> documents() throws SQLException {
        return transaction(connection -> {
            Set<DocumentId> documents = new HashSet<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT name FROM stored_document d"
                            + " WHERE snapshot IS NOT NULL"
                            + " OR EXISTS (SELECT 1 FROM stored_update u WHERE u.document_key = d.document_key)");
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    documents.add(new DocumentId(rows.getString(1)));
                }
            }
            return documents;
        });
    }

    @Override
    public long lastSequence() throws SQLException {
        return transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                            "SELECT GREATEST((SELECT COALESCE(MAX(sequence), 0) FROM stored_update),"
                                    + " (SELECT COALESCE(MAX(through_sequence), 0) FROM stored_document))");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /** As a stream: H2 refuses a byte array of more than 1 MiB. */
    private static void setBytes(PreparedStatement statement, int index, Update update) throws SQLException {
        statement.setBinaryStream(index, new ByteArrayInputStream(update.bytes()), update.size());
    }

    private static @Nullable Update bytes(ResultSet rows, int column) throws SQLException {
        try (InputStream stream = rows.getBinaryStream(column)) {
            return stream == null ? null : Update.trusted(stream.readAllBytes());
        } catch (IOException e) {
            throw new SQLException("the bytes of an update could not be read", e);
        }
    }
}
