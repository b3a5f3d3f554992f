package dev.tandem.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SortedMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of a program that grew from {@code older} (one migration) to {@code newer} (two). */
class MigrationHistoryTest {

    private static final String OLDER = "db/migration/older";
    private static final String NEWER = "db/migration/newer";
    private static final String HISTORY = "things_history";

    @TempDir
    private Path directory;

    private H2Database database;

    @BeforeEach
    void open() throws StoreException {
        database = H2Database.open(directory.resolve("store"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static SortedMap<Integer, Integer> scripts(String location) throws Exception {
        return MigrationScripts.checksums(MigrationHistoryTest.class.getClassLoader(), location)
                .orElseThrow();
    }

    private boolean isComplete(String location) throws Exception {
        try (Connection connection = database.dataSource().getConnection()) {
            return new MigrationHistory(connection, HISTORY, scripts(location), "the store").isComplete();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long number(String query) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Test
    void whatFlywayMadeIsSeenToBeCompleteWithoutFlyway() throws Exception {
        assertThat(isComplete(NEWER)).isFalse();
        database.migrate(NEWER, HISTORY);
        assertThat(isComplete(NEWER)).isTrue();
        execute("INSERT INTO things (id, size) VALUES (1, 7)");
        database.migrate(NEWER, HISTORY);
        assertThat(number("SELECT size FROM things")).isEqualTo(7);
    }

    @Test
    void tablesOfAnOlderVersionAreBroughtUpToDateWithWhatIsInThem() throws Exception {
        database.migrate(OLDER, HISTORY);
        execute("INSERT INTO things (id) VALUES (5)");
        assertThat(isComplete(OLDER)).isTrue();
        assertThat(isComplete(NEWER)).isFalse();

        database.migrate(NEWER, HISTORY);

        assertThat(isComplete(NEWER)).isTrue();
        assertThat(number("SELECT id FROM things WHERE size = 0")).isEqualTo(5);
    }

    @Test
    void tablesOfANewerVersionAreRefusedAndLeftAsTheyAre() throws Exception {
        database.migrate(NEWER, HISTORY);
        execute("INSERT INTO things (id, size) VALUES (1, 7)");
        assertThatThrownBy(() -> database.migrate(OLDER, HISTORY))
                .isInstanceOf(StoreException.class)
                .hasMessage("The tables in the database in " + directory.resolve("store")
                        + " were made by a newer Tandem (version 2 of them; this one knows version 1). They were left as"
                        + " they are; use the newer one.");
        assertThat(number("SELECT size FROM things")).isEqualTo(7);
        assertThat(isComplete(NEWER)).isTrue();
    }

    @Test
    void aHistoryOfOtherScriptsIsRefusedAndLeftAsItIs() throws Exception {
        database.migrate(NEWER, HISTORY);
        for (String damage : List.of(
                "UPDATE \"things_history\" SET \"checksum\" = 1 WHERE \"version\" = '2'",
                "UPDATE \"things_history\" SET \"checksum\" = NULL WHERE \"version\" = '2'",
                "UPDATE \"things_history\" SET \"version\" = 'x' WHERE \"version\" = '2'")) {
            execute(damage);
            assertThatThrownBy(() -> database.migrate(NEWER, HISTORY))
                    .as(damage)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("The history of the tables in ")
                    .hasMessageContaining("restore them from a copy, or move them away to start anew.");
        }
        assertThat(number("SELECT COUNT(*) FROM things")).isZero();
    }

    @Test
    void aHistoryWithoutItsColumnsIsRefusedWithASentence() throws Exception {
        database.migrate(OLDER, HISTORY);
        execute("ALTER TABLE \"things_history\" DROP COLUMN \"checksum\"");
        assertThatThrownBy(() -> database.migrate(OLDER, HISTORY))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("The tables in the database in " + directory.resolve("store")
                        + " cannot be brought up to date: Column \"checksum\" not found");
    }

    @Test
    void aMigrationThatFailedHalfWayIsDoneAgain() throws Exception {
        database.migrate(OLDER, HISTORY);
        execute(
                "INSERT INTO \"things_history\" SELECT 9, '2', \"description\", \"type\", \"script\", 0, \"installed_by\","
                        + " \"installed_on\", 0, FALSE FROM \"things_history\" WHERE \"version\" = '1'");
        database.migrate(NEWER, HISTORY);
        assertThat(isComplete(NEWER)).isTrue();
        assertThat(number("SELECT COUNT(size) FROM things")).isZero();
    }

    @Test
    void scriptsInAJarAreTheSameAsInAFolder() throws Exception {
        Path jar = directory.resolve("program.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry(NEWER + "/"));
            for (String name : List.of("V1__things.sql", "V2__sizes.sql")) {
                out.putNextEntry(new JarEntry(NEWER + "/" + name));
                try (InputStream script = getClass().getResourceAsStream("/" + NEWER + "/" + name)) {
                    assertThat(script).isNotNull();
                    script.transferTo(out);
                }
            }
        }
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            assertThat(MigrationScripts.checksums(loader, NEWER)).contains(scripts(NEWER));
            assertThat(MigrationScripts.checksums(loader, OLDER)).isEmpty();
        }
    }
}
