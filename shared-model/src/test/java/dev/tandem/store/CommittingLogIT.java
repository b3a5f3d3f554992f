package dev.tandem.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.model.DocumentId;
import dev.tandem.protocol.Update;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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

    @Test
    void writersOfLongAgoAreForgottenAndThoseOfTodayAreNot() throws Exception {
        log.append(new DocumentId("notes"), Update.trusted(new byte[] {1})).join();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO stored_batch (writer, batch, committed_at) VALUES"
                    + " ('of last week', 5, now() - interval '8 days'), ('of yesterday', 6, now() - interval '1 day')");
            DurableLogs.open(database, StoreOptions.defaults()).close();
            try (ResultSet rows = statement.executeQuery("SELECT writer, batch FROM stored_batch ORDER BY batch")) {
                rows.next();
                assertThat(rows.getLong("batch")).as("this log's own").isEqualTo(1);
                rows.next();
                assertThat(rows.getString("writer")).isEqualTo("of yesterday");
                assertThat(rows.next()).isFalse();
            }
        }
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
