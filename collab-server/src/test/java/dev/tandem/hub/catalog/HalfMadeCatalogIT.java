package dev.tandem.hub.catalog;

import dev.tandem.store.PostgresDatabase;
import dev.tandem.store.StoreDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The half-made catalog, on a real PostgreSQL. */
class HalfMadeCatalogIT extends HalfMadeCatalogContract {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @Override
    StoreDatabase empty() throws Exception {
        StoreDatabase database = PostgresDatabase.open(postgres.getJdbcUrl("postgres", "postgres"));
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop schema public cascade");
            statement.execute("create schema public");
        }
        return database;
    }
}
