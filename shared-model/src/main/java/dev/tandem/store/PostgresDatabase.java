package dev.tandem.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL database, which several hubs may share. */
public final class PostgresDatabase implements StoreDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresDatabase.class);
    private static final int CONNECTIONS = 16;
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);

    private final String name;
    private final HikariDataSource pool;

    private PostgresDatabase(String name, HikariDataSource pool) {
        this.name = name;
        this.pool = pool;
    }

    /**
     * Connects to a database.
     *
     * @param jdbcUrl {@code jdbc:postgresql://host/database?user=...&password=...}, with the options of its JDBC driver
     * @throws StoreException if there is none, it refuses, or it cannot keep the names of documents
     */
    public static PostgresDatabase open(String jdbcUrl) throws StoreException {
        // The query may hold the password, so it is never shown.
        String shown = jdbcUrl.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setPoolName("tandem-store");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        // An acknowledgement means "on disk"; a server that is set to answer earlier is asked not to.
        config.setConnectionInitSql("SELECT set_config('synchronous_commit', 'on', false)"
                + " WHERE current_setting('synchronous_commit') = 'off'");
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(config);
        } catch (PoolInitializationException | IllegalArgumentException e) {
            Throwable cause = e.getCause();
            String why = cause instanceof SQLException sql ? Reasons.of(sql) : Reasons.of(e);
            throw new StoreException("The database " + shown + " cannot be reached: " + why + ".", e);
        }
        try {
            checkServer(pool, shown);
            return new PostgresDatabase(shown, pool);
        } catch (SQLException e) {
            pool.close();
            throw new StoreException("The database " + shown + " cannot be used: " + Reasons.of(e) + ".", e);
        } catch (StoreException e) {
            pool.close();
            throw e;
        }
    }

    private static void checkServer(DataSource pool, String shown) throws SQLException, StoreException {
        try (Connection connection = pool.getConnection()) {
            String encoding = setting(connection, "server_encoding");
            if (!encoding.equals("UTF8")) {
                throw new StoreException("The database " + shown + " is encoded in " + encoding
                        + " and cannot keep every document's name; use a database with encoding UTF8.");
            }
            if (setting(connection, "fsync").equals("off")) {
                LOG.warn(
                        "The PostgreSQL server of {} runs with fsync=off: a power cut there loses what was acknowledged.",
                        shown);
            }
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Override
    public DataSource dataSource() {
        return pool;
    }

    @Override
    public SqlDialect dialect() {
        return SqlDialect.POSTGRESQL;
    }

    @Override
    public void close() {
        pool.close();
    }

    @Override
    public String toString() {
        return "the database " + name;
    }
}
