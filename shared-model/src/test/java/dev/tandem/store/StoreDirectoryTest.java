package dev.tandem.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tandem.model.DocumentId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a store: who may have them, when they go, and what is said when they are no good. */
class StoreDirectoryTest {

    private static final DocumentId NOTES = new DocumentId("notes");

    @TempDir
    Path directory;

    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("journal"))) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .sorted()
                    .toList();
        }
    }

    private JournaledLog open(H2Database database) throws StoreException {
        StoreOptions options = StoreOptions.defaults()
                .withSegmentBytes(4096)
                .withBatchWindow(Duration.ofMillis(5))
                .withJournalRetention(Duration.ofSeconds(2));
        return JournaledLog.open(
                database,
                DirectoryJournalFiles.open(directory.resolve("journal")),
                options,
                MovableClock.of(() -> now));
    }

    private static void append(DurableLog log, int from, int through) {
        Random random = new Random(from);
        IntStream.rangeClosed(from, through)
                .mapToObj(i -> log.append(NOTES, Numbered.update(i, random)))
                .toList()
                .forEach(durable -> durable.join());
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void segmentsAreKeptUntilTheRetentionIsOverAndDroppedThen() throws Exception {
        try (H2Database database = H2Database.open(directory);
                JournaledLog log = open(database)) {
            append(log, 1, 2000);
            await().untilAsserted(() -> assertThat(log.queuedBytes()).isZero());
            assertThat(segments()).as("rotated").hasSizeGreaterThan(1);
            int kept = segments().size();
            append(log, 2001, 2001);
            assertThat(segments()).hasSizeGreaterThanOrEqualTo(kept);

            // A look marks what is synced now; only a look after the retention drops it. Looks need no appends.
            await().until(() -> {
                now = now.plusSeconds(1);
                return segments().size() <= 1;
            });
            assertThat(Numbered.numbers(log.load(NOTES))).isEqualTo(upTo(2001));
        }
        try (H2Database database = H2Database.open(directory);
                JournaledLog log = open(database)) {
            assertThat(Numbered.numbers(log.load(NOTES))).isEqualTo(upTo(2001));
        }
    }

    @Test
    void manyShortRunsDoNotPileUpSegments() throws Exception {
        for (int run = 1; run <= 6; run++) {
            try (H2Database database = H2Database.open(directory);
                    JournaledLog log = open(database)) {
                append(log, run, run);
            }
            now = now.plusSeconds(10);
        }

        assertThat(segments()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aDamagedRecordInTheMiddleIsSkippedKeptAsideAndSaid() throws Exception {
        try (H2Database database = H2Database.open(directory);
                JournaledLog log = open(database)) {
            append(log, 1, 1);
            append(log, 2, 2);
            append(log, 3, 3);
        }
        Path segment = segments().get(0);
        try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), JournalFormat.HEADER.length + 20);
        }
        // Without the database, the journal is all there is.
        Files.delete(directory.resolve("tandem.mv.db"));

        try (H2Database database = H2Database.open(directory);
                JournaledLog log = open(database)) {
            assertThat(Numbered.numbers(log.load(NOTES))).containsExactly(2, 3);
            assertThat(log.report().damage()).singleElement().satisfies(damage -> {
                assertThat(damage.segment()).isEqualTo(segment.getFileName().toString());
                assertThat(damage.offset()).isEqualTo(JournalFormat.HEADER.length);
                assertThat(Path.of(damage.keptIn())).exists().hasSize(damage.length());
            });
        }
    }

    @Test
    void aSecondLogOnTheSameJournalIsRefusedWithASentence() throws Exception {
        try (H2Database database = H2Database.open(directory);
                JournaledLog log = open(database)) {
            assertThat(log.failure()).isEmpty();
            assertThatThrownBy(() -> open(database))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("The journal in " + directory.resolve("journal")
                            + " is in use already; close the other Tandem that uses it.");
        }
    }

    @Test
    void anotherProcessIsRefusedWithASentenceAndHarmsNothing() throws Exception {
        WriterProcess writer = WriterProcess.start(directory.toString(), 1);
        try {
            writer.awaitReady();
            assertThatThrownBy(() -> H2Database.open(directory))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("The store in " + directory
                            + " is open in another process; close the other Tandem that uses it.");
            assertThat(writer.isAlive()).isTrue();
        } finally {
            writer.kill();
        }
        try (H2Database database = H2Database.open(directory);
                JournaledLog log = open(database)) {
            for (int i = 0; i < WriterProcess.DOCUMENTS; i++) {
                assertThat(Numbered.numbers(log.load(WriterProcess.document(i))))
                        .hasSizeGreaterThanOrEqualTo(writer.acknowledged().getOrDefault(WriterProcess.document(i), 0));
            }
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsLeftAloneAndSaid() throws Exception {
        Path file = directory.resolve("tandem.mv.db");
        Files.writeString(file, "This is not a database. ".repeat(1000));

        assertThatThrownBy(() -> H2Database.open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("The database " + file + " is damaged or was not made by Tandem")
                .hasMessageEndingWith("restore it from a copy, or move it away to start anew.");
        assertThat(file).content().startsWith("This is not a database.");
    }

    @Test
    void aClosedStoreRefusesWhoeverComesTooLateAndMakesNoFile() throws Exception {
        H2Database database = H2Database.open(directory);
        JournaledLog log = open(database);
        append(log, 1, 3);
        StoredDocument stored = log.load(NOTES);
        log.close();
        database.close();
        database.close();
        List<Path> files = files();

        assertThatThrownBy(() -> log.load(NOTES))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the database in " + directory + " is closed");
        assertThatThrownBy(() -> log.compact(NOTES, stored.lastSequence(), Numbered.snapshot(stored)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is closed");
        assertThatThrownBy(() -> database.dataSource().getConnection("sa", ""))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("is closed");
        assertThat(files()).isEqualTo(files);
        try (H2Database again = H2Database.open(directory);
                JournaledLog reopened = open(again)) {
            assertThat(Numbered.numbers(reopened.load(NOTES))).containsExactly(1, 2, 3);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted().toList();
        }
    }

    @Test
    void aDirectoryThatCannotBeMadeIsSaid() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "in the way");

        assertThatThrownBy(() -> H2Database.open(file.resolve("store")))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("The directory " + file.resolve("store") + " cannot be used:");
    }

    @Test
    void aDirectoryWithASemicolonInItsNameIsRefusedWithASentence() {
        Path odd = directory.resolve("a;MODE=Oracle");

        assertThatThrownBy(() -> H2Database.open(odd))
                .isInstanceOf(StoreException.class)
                .hasMessage("The directory " + odd
                        + " cannot be used: its name has a semicolon, which the database takes for the end of it.");
        assertThat(odd).doesNotExist();
    }

    @Test
    void anInterruptedCallerWaitsForARowAsOthersDo() throws Exception {
        try (H2Database database = H2Database.open(directory);
                JournaledLog log = open(database)) {
            append(log, 1, 3);
            await().untilAsserted(() -> assertThat(log.queuedBytes()).isZero());
            StoredDocument stored = log.load(NOTES);
            CompletableFuture<Void> compacted = new CompletableFuture<>();
            try (Connection writer = database.dataSource().getConnection();
                    Statement statement = writer.createStatement()) {
                writer.setAutoCommit(false);
                statement.execute("UPDATE stored_document SET through_sequence = through_sequence");
                // Reading does not wait for who writes.
                assertThat(Numbered.numbers(log.load(NOTES))).containsExactly(1, 2, 3);
                Thread another = new Thread(() -> {
                    Thread.currentThread().interrupt();
                    try {
                        log.compact(NOTES, stored.lastSequence(), Numbered.snapshot(stored));
                        compacted.complete(null);
                    } catch (StoreException e) {
                        compacted.completeExceptionally(e);
                    }
                });
                another.start();
                await().until(() -> another.getState() == Thread.State.TIMED_WAITING || compacted.isDone());
                writer.commit();
                another.join();
            }
            assertThat(compacted).isCompleted();
            assertThat(Numbered.numbers(log.load(NOTES))).containsExactly(1, 2, 3);
        }
    }

    @Test
    void anInterruptedCallerHarmsNothing() throws Exception {
        try (H2Database database = H2Database.open(directory);
                JournaledLog log = open(database)) {
            append(log, 1, 10);
            Thread.currentThread().interrupt();
            Numbered.numbers(log.load(NOTES));
            log.compact(NOTES, log.load(NOTES).lastSequence(), Numbered.snapshot(log.load(NOTES)));
            assertThat(Thread.interrupted())
                    .as("the interrupt is kept for the caller")
                    .isTrue();

            append(log, 11, 20);
            await().untilAsserted(() -> assertThat(log.queuedBytes()).isZero());
            assertThat(log.failure()).isEmpty();
            assertThat(Numbered.numbers(log.load(NOTES))).isEqualTo(upTo(20));
        }
    }
}
