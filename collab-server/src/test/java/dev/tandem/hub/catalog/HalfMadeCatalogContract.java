package dev.tandem.hub.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import dev.tandem.store.StoreDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A first migration that was cut off after each of its statements is done again, to the end. */
abstract class HalfMadeCatalogContract {

    private static final String SCRIPT = "/db/migration/catalog/V1__documents_and_members.sql";
    private static final DocumentId PLAN = new DocumentId("plan");

    /** A database with nothing in it. */
    abstract StoreDatabase empty() throws Exception;

    static IntStream cuts() throws IOException {
        return IntStream.rangeClosed(0, statements().size());
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void aMigrationThatWasCutOffIsDoneAgain(int done) throws Exception {
        try (StoreDatabase database = empty()) {
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                for (String sql : statements().subList(0, done)) {
                    statement.execute(sql);
                }
            }

            Catalog catalog = Catalog.open(database);

            catalog.learn(new Person("subject-1", "ana", "Ana", "ana@example.org"));
            assertThat(catalog.create(PLAN, "Plan", "subject-1")).isEqualTo(Outcome.DONE);
            assertThat(catalog.rename(PLAN, "Plan B", "subject-1")).isEqualTo(Outcome.DONE);
            assertThat(catalog.setRole(PLAN, "subject-2", Role.EDITOR, "subject-1"))
                    .isEqualTo(Outcome.DONE);
            assertThat(Catalog.open(database).documentsOf("subject-1"))
                    .extracting(CatalogDocument::title)
                    .containsExactly("Plan B");
            assertThat(auditedActions(database)).containsExactly("create", "rename", "role");
        }
    }

    private static List<String> auditedActions(StoreDatabase database) throws Exception {
        List<String> actions = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select action from catalog_audit order by entry")) {
            while (rows.next()) {
                actions.add(rows.getString(1));
            }
        }
        return actions;
    }

    /** No comment and no text of the script holds a semicolon, besides the one that ends a statement. */
    private static List<String> statements() throws IOException {
        try (InputStream script = HalfMadeCatalogContract.class.getResourceAsStream(SCRIPT)) {
            assertThat(script).isNotNull();
            String sql = new String(script.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)--.*$", "");
            List<String> statements = new ArrayList<>();
            for (String statement : sql.split(";", -1)) {
                if (!statement.isBlank()) {
                    statements.add(statement);
                }
            }
            assertThat(statements).hasSizeGreaterThan(4);
            return statements;
        }
    }
}
