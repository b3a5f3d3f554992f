package dev.tandem.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcConnectionPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An H2 database in a directory, open in this process alone: the file {@code tandem.mv.db}.
 *
 * <p>{@code WRITE_DELAY=0} writes on every commit; without it a killed process loses commits. Writing is not forcing: only
 * {@link #forceToDisk()} survives a power cut, and not always. That is why the journal stands in front.
 */
public final class H2Database implements StoreDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(H2Database.class);
    private static final String NAME = "tandem";
    private static final int CONNECTIONS = 16;

    private final Path directory;
    private final JdbcConnectionPool pool;

    private H2Database(Path directory, JdbcConnectionPool pool) {
        this.directory = directory;
        this.pool = pool;
    }

    /**
     * Opens the database in a directory; both are made if needed.
     *
     * @throws StoreException if another process has it open, it is damaged, or the directory cannot be used
     */
    public static H2Database open(Path directory) throws StoreException {
        Path absolute = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
        } catch (IOException e) {
            throw new StoreException("The directory " + absolute + " cannot be used: " + Reasons.of(e) + ".", e);
        }
        return open(absolute, "file:");
    }

    /** The same over another of H2's file systems: tests pull the plug of one. */
    static H2Database open(Path directory, String fileSystem) throws StoreException {
        String file = fileSystem + directory.resolve(NAME);
        // H2 takes a semicolon for the end of the file name unless it is escaped.
        String url = "jdbc:h2:" + file.replace(";", "\\;")
                // The pool may be empty for a moment; the database must not close then. Nor may the JVM's exit close it
                // under a log that still writes its queue.
                + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;LOCK_TIMEOUT=10000"
                // Typed updates of a burst stay in the row; only large pastes and snapshots go to the BLOB store.
                + ";MAX_LENGTH_INPLACE_LOB=4096";
        JdbcConnectionPool pool = JdbcConnectionPool.create(url, "sa", "");
        pool.setMaxConnections(CONNECTIONS);
        try (Connection connection = pool.getConnection()) {
            connection.isValid(0);
            return new H2Database(directory, pool);
        } catch (SQLException e) {
            pool.dispose();
            throw new StoreException(sentence(directory, e), e);
        }
    }

    private static String sentence(Path directory, SQLException e) {
        Path file = directory.resolve(NAME + ".mv.db");
        return switch (e.getErrorCode()) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 ->
                "The store in " + directory + " is open in another process; close the other Tandem that uses it.";
            case ErrorCode.FILE_CORRUPTED_1,
                    ErrorCode.FILE_VERSION_ERROR_1,
                    ErrorCode.FILE_ENCRYPTION_ERROR_1,
                    ErrorCode.GENERAL_ERROR_1,
                    ErrorCode.WRONG_USER_OR_PASSWORD ->
                "The database " + file + " is damaged or was not made by Tandem (" + Reasons.of(e)
                        + "). It was left as it is; restore it from a copy, or move it away to start anew.";
            default -> "The database " + file + " cannot be opened: " + Reasons.of(e) + ".";
        };
    }

    @Override
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public SqlDialect dialect() {
        return SqlDialect.H2;
    }

    /** Where the database file and the journal are. */
    public Path directory() {
        return directory;
    }

    /** Forces everything committed so far to disk (H2's {@code CHECKPOINT SYNC}). */
    void forceToDisk() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        }
    }

    @Override
    public void close() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            LOG.warn("The database in {} could not be closed in order: {}", directory, Reasons.of(e));
        } finally {
            pool.dispose();
        }
    }

    @Override
    public String toString() {
        return "the database in " + directory;
    }
}
