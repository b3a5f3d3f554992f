package dev.tandem.hub;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Everything about sharing once more, on a real PostgreSQL. */
class PostgresSharingIT extends SharingIT {

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
    HubConfig config(TestIssuer login) {
        return super.config(login).withDatabase(postgres.getJdbcUrl("postgres", "postgres"));
    }
}
