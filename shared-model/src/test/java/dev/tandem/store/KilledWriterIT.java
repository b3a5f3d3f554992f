package dev.tandem.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.model.DocumentId;
import dev.tandem.testkit.Proof;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of a process that writes, again and again on the same store. Numbers are appended to twenty documents in
 * order, so what is there must be exactly 1, 2, 3 and so on, at least up to the last one that was acknowledged.
 *
 * <p>In the long form there are 100 kills, ten of them after more than a minute of writing: H2 uses freed space again after
 * 45 seconds, and what can go wrong then shows only later.
 */
class KilledWriterIT {

    private static final int CHAINS_AT_ONCE = 5;

    @TempDir
    Path directory;

    private final AtomicLong acknowledgements = new AtomicLong();
    private final List<Long> coldOpenMillis = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> warmOpenMillis = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aKilledWriterLosesNothingThatWasAcknowledgedInJournalAndH2() throws Exception {
        int chains = Proof.rounds(1, 10);
        ExecutorService executor = Executors.newFixedThreadPool(CHAINS_AT_ONCE);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int chain = 0; chain < chains; chain++) {
                Path store = directory.resolve("chain" + chain);
                Random random = new Random(chain);
                running.add(executor.submit(() -> {
                    for (int kill = 0; kill < Proof.rounds(5, 9); kill++) {
                        killAndCheck(store, random, Duration.ofMillis(50 + random.nextInt(1500)));
                    }
                    if (Proof.isFull()) {
                        killAndCheck(store, random, Duration.ofMillis(61_000 + random.nextInt(15_000)));
                        killAndCheck(store, random, Duration.ofMillis(200));
                    }
                    return store;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            executor.shutdown();
        }
        System.out.printf(
                "%d kills, %d updates acknowledged before them, none lost or twice; opening took %d to %d ms in the next"
                        + " process (cold), %d to %d ms in this one%n",
                coldOpenMillis.size(),
                acknowledgements.get(),
                Collections.min(coldOpenMillis),
                Collections.max(coldOpenMillis),
                Collections.min(warmOpenMillis),
                Collections.max(warmOpenMillis));
    }

    private void killAndCheck(Path store, Random random, Duration writing) throws Exception {
        WriterProcess writer = WriterProcess.start(store.toString(), random.nextLong());
        coldOpenMillis.add(writer.awaitReady().toMillis());
        Thread.sleep(writing.toMillis());
        assertThat(writer.isAlive()).as("the writer wrote until it was killed").isTrue();
        writer.kill();
        acknowledgements.addAndGet(writer.acknowledgements());

        // On a copy, so that the next writer opens what the kill left and not what this check made of it.
        Path copy = directory.resolve("copy of " + store.getFileName());
        copy(store, copy);
        long start = System.nanoTime();
        try (StoreDatabase database = H2Database.open(copy);
                DurableLog log = DurableLogs.open(database, StoreOptions.defaults())) {
            warmOpenMillis.add((System.nanoTime() - start) / 1_000_000);
            check(log, writer.acknowledged());
        }
        delete(copy);
    }

    private static void check(DurableLog log, Map<DocumentId, Integer> acknowledged) throws StoreException {
        for (int i = 0; i < WriterProcess.DOCUMENTS; i++) {
            DocumentId document = WriterProcess.document(i);
            List<Integer> there = Numbered.numbers(log.load(document));
            assertThat(there)
                    .as("what is there of %s", document)
                    .isEqualTo(IntStream.rangeClosed(1, there.size()).boxed().toList());
            assertThat(there.size())
                    .as("acknowledged in %s", document)
                    .isGreaterThanOrEqualTo(acknowledged.getOrDefault(document, 0));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Collections.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void aKilledWriterLosesNothingThatWasAcknowledgedInPostgres() throws Exception {
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.builder().setServerConfig("fsync", "on").start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            Random random = new Random(42);
            for (int kill = 0; kill < Proof.rounds(3, 20); kill++) {
                WriterProcess writer = WriterProcess.start(url, random.nextLong());
                writer.awaitReady();
                Thread.sleep(50 + random.nextInt(1500));
                assertThat(writer.isAlive())
                        .as("the writer wrote until it was killed")
                        .isTrue();
                writer.kill();
                try (StoreDatabase database = PostgresDatabase.open(url);
                        DurableLog log = DurableLogs.open(database, StoreOptions.defaults())) {
                    check(log, writer.acknowledged());
                }
            }
        }
    }
}
