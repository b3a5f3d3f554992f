package dev.tandem.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An H2 database in a directory, open in this process alone: the file {@code tandem.mv.db}.
 *
 * <p>{@code WRITE_DELAY=0} writes on every commit; without it a killed process loses commits. {@link OrderedFilePath} forces
 * what is written, in order; without it a power cut can make the whole file unreadable. Even so a power cut has been seen to
 * take commits back. That is why the journal stands in front.
 */
public final class H2Database implements StoreDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(H2Database.class);
    private static final String NAME = "tandem";

    private final Path directory;
    private final ClosableDataSource dataSource;
    private final WritePatience patience;
    private final String file;

    private H2Database(Path directory, JdbcDataSource dataSource, String file, WritePatience patience) {
        this.directory = directory;
        this.dataSource = new ClosableDataSource(dataSource, "the database in " + directory);
        this.file = file;
        this.patience = patience;
    }

    /**
     * Opens the database in a directory; both are made if needed.
     *
     * @throws StoreException if another process has it open, it is damaged, or the directory cannot be used
     */
    public static H2Database open(Path directory) throws StoreException {
        Path absolute = directory.toAbsolutePath().normalize();
        if (absolute.toString().contains(";")) {
            throw new StoreException("The directory " + absolute
                    + " cannot be used: its name has a semicolon, which the database takes for the end of it.");
        }
        try {
            Files.createDirectories(absolute);
            H2Database database = open(absolute, "async:");
            DirectoryJournalFiles.forceDirectory(absolute);
            return database;
        } catch (IOException e) {
            throw new StoreException("The directory " + absolute + " cannot be used: " + Reasons.of(e) + ".", e);
        }
    }

    /**
     * The same over one of H2's file systems: tests pull the plug of theirs. The real one is {@code async:}, because with
     * H2's usual one the interrupt of any thread that happens to read or write closes the database.
     */
    static H2Database open(Path directory, String fileSystem) throws StoreException {
        String name = OrderedFilePath.SCHEME + ":" + fileSystem + directory.resolve(NAME);
        String file = name + ".mv.db";
        WritePatience patience = new WritePatience("the database " + directory.resolve(NAME + ".mv.db"));
        OrderedFilePath.setPatience(file, patience);
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:" + name
                // No connection may be open for a moment; the database must not close then. Nor may the JVM's exit
                // close it
                // under a log that still writes its queue.
                + ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;LOCK_TIMEOUT=10000"
                // What fails is told by who asked; a trace file would only grow.
                + ";TRACE_LEVEL_FILE=0"
                // Typed updates of a burst stay in the row; only large pastes and snapshots go to the BLOB store.
                + ";MAX_LENGTH_INPLACE_LOB=4096");
        dataSource.setUser("sa");
        dataSource.setPassword("");
        try (Connection connection = dataSource.getConnection()) {
            connection.isValid(0);
            return new H2Database(directory, dataSource, file, patience);
        } catch (SQLException e) {
            OrderedFilePath.removePatience(file);
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
            default -> "The database " + file + " cannot be opened: " + underneath(e) + ".";
        };
    }

    /** What the file system said, if it was that: H2 only repeats the name, as it calls the file. */
    private static String underneath(SQLException e) {
        String reason = Reasons.of(e);
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException io) {
                reason = Reasons.of(io);
            }
        }
        return reason;
    }

    @Override
    public DataSource dataSource() {
        return dataSource;
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
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        }
    }

    /** What fails at the moment, for a person to read. */
    Optional<String> failure() {
        return patience.failure();
    }

    /** Writes that fail are tried again from now on, until {@link #giveUp}; before, the first failure is reported. */
    void persist() {
        patience.begin();
    }

    /** Writes that fail are not tried again from now on; H2 closes itself at the first. */
    void giveUp() {
        patience.end();
    }

    @Override
    public void close() {
        giveUp();
        dataSource.close(this::shutDown);
    }

    private void shutDown(DataSource last) {
        if (patience.hasAbandonedWrite()) {
            LOG.warn("The database in {} was left as the last successful write made it.", directory);
            OrderedFilePath.removePatience(file);
            return;
        }
        try (Connection connection = last.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            LOG.warn("The database in {} could not be closed in order: {}", directory, Reasons.of(e));
        } finally {
            OrderedFilePath.removePatience(file);
        }
    }

    @Override
    public String toString() {
        return "the database in " + directory;
    }
}
