package dev.tandem.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The contract, on a real PostgreSQL. */
class CommittingLogIT extends DurableLogContract {

    private static EmbeddedPostgres postgres;

    private PostgresDatabase database;

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        postgres.close();
    }

    @Override
    DurableLog open() throws Exception {
        if (database != null) {
            database.close();
        }
        database = PostgresDatabase.open(postgres.getJdbcUrl("postgres", "postgres"));
        return DurableLogs.open(database, StoreOptions.defaults());
    }

    @AfterEach
    void emptyDatabase() throws SQLException {
        log.close();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE stored_update, stored_document, stored_batch RESTART IDENTITY");
        }
        database.close();
    }
}
