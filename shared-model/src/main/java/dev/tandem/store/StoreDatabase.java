package dev.tandem.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The database of a hub or a replica, open. The update log has its tables in it, and whoever opened it may have others:
 * each with its own migrations and its own history table.
 *
 * <p>May be used from any thread. Close it after the {@link DurableLog} on it.
 */
public sealed interface StoreDatabase extends AutoCloseable permits H2Database, PostgresDatabase {

    /** Connections to it; in auto-commit mode when handed out; close each soon. */
    DataSource dataSource();

    /** What differs in the SQL of this database. */
    SqlDialect dialect();

    /**
     * Brings the tables of one owner up to date. In the scripts, <code>${bytes}</code> is the database's type for long
     * byte strings. H2 commits each statement by itself, so each must be able to run again after a power cut ({@code IF NOT
     * EXISTS}), and identity columns are better avoided there.
     *
     * @param location a folder on the class path with Flyway migrations, such as {@code db/migration/catalog}
     * @param historyTable the table that remembers which of them ran; each owner has its own
     * @throws StoreException if a migration fails, or other ones ran before: the tables were made by a newer version, or
     *     their history is damaged
     */
    default void migrate(String location, String historyTable) throws StoreException {
        try {
            Optional<SortedMap<Integer, Integer>> scripts =
                    MigrationScripts.checksums(StoreDatabase.class.getClassLoader(), location);
            if (scripts.isPresent()) {
                try (Connection connection = dataSource().getConnection()) {
                    if (new MigrationHistory(connection, historyTable, scripts.get(), toString()).isComplete()) {
                        return;
                    }
                }
            }
            Flyway.configure(StoreDatabase.class.getClassLoader())
                    .loggers("slf4j")
                    .dataSource(dataSource())
                    .locations("classpath:" + location)
                    .table(historyTable)
                    // Another owner's tables may be there already; that is no reason to stop.
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .placeholders(Map.of(
                            "bytes",
                            dialect().bytesType(),
                            "identity",
                            dialect().identity()))
                    .load()
                    .migrate();
        } catch (FlywayException | SQLException | IOException e) {
            throw new StoreException(
                    "The tables in " + this + " cannot be brought up to date: " + Reasons.of(e) + ".", e);
        }
    }

    /** Releases the connections, and the files if there are any. */
    @Override
    void close();
}
