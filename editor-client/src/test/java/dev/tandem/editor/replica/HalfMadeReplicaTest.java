package dev.tandem.editor.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.model.DocumentId;
import dev.tandem.store.DurableLogs;
import dev.tandem.store.H2Database;
import dev.tandem.store.StoreOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A first migration that was cut off after each of its statements is done again, to the end. */
class HalfMadeReplicaTest {

    private static final String SCRIPT = "/db/migration/replica/V1__documents.sql";

    @TempDir
    private Path directory;

    static IntStream cuts() throws IOException {
        return IntStream.rangeClosed(0, statements().size());
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void aMigrationThatWasCutOffIsDoneAgain(int done) throws Exception {
        H2Database database = H2Database.open(directory);
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements().subList(0, done)) {
                statement.execute(sql);
            }
        }

        // The replica closes log and database.
        try (Replica replica = Replica.open(database, DurableLogs.open(database, StoreOptions.defaults()))) {
            assertThat(replica.documents()).isEmpty();
            Catalogue catalogue = new Catalogue(database.dataSource());
            catalogue.put(ReplicaDocument.fresh(new DocumentId("plan"), "Plan", Instant.EPOCH));
            catalogue.remember("font", "14");
            assertThat(catalogue.documents()).extracting(ReplicaDocument::title).containsExactly("Plan");
            assertThat(catalogue.memory()).isEqualTo(Map.of("font", "14"));
        }
    }

    /** No comment and no text of the script holds a semicolon, besides the one that ends a statement. */
    private static List<String> statements() throws IOException {
        try (InputStream script = HalfMadeReplicaTest.class.getResourceAsStream(SCRIPT)) {
            assertThat(script).isNotNull();
            String sql = new String(script.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)--.*$", "");
            List<String> statements = new ArrayList<>();
            for (String statement : sql.split(";", -1)) {
                if (!statement.isBlank()) {
                    statements.add(statement);
                }
            }
            assertThat(statements).hasSize(2);
            return statements;
        }
    }
}
