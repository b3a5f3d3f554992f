package dev.tandem.benchmarks.store;

import dev.tandem.model.DocumentId;
import dev.tandem.protocol.Update;
import dev.tandem.store.DurableLog;
import dev.tandem.store.DurableLogs;
import dev.tandem.store.H2Database;
import dev.tandem.store.StoreDatabase;
import dev.tandem.store.StoreException;
import dev.tandem.store.StoreOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;

/**
 * Appends a second and the 99th percentile of the acknowledgement with 1, 100 and 1,000 documents written at once, each by
 * somebody who waits for an acknowledgement before the next update; the same for one H2 commit an update, forced; and what
 * an hour of typing leaves on the disk. Prints a Markdown table.
 */
public final class StoreBenchmark {

    private static final Duration RUN = Duration.ofSeconds(Long.getLong("seconds", 5));
    private static final int UPDATE_BYTES = 30;
    private static final int TYPED_IN_AN_HOUR = 5 * 3600;

    private StoreBenchmark() {}

    /** Runs everything in a temporary directory below the working directory, so that a real disk is measured. */
    public static void main(String[] arguments) throws Exception {
        System.out.println(
                "| documents at once | journal and H2: appends/s | p50 | p99 | one forced H2 commit each: appends/s | p50 | p99 |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (int documents : new int[] {1, 100, 1000}) {
            Figures ours = inTemporaryDirectory(directory -> journaled(directory, documents));
            Figures theirs = inTemporaryDirectory(directory -> committing(directory));
            System.out.printf("| %,d | %s | %s |%n", documents, ours, theirs);
        }
        System.out.println();
        String growth = inTemporaryDirectory(StoreBenchmark::hourOfTyping);
        System.out.println(growth);
    }

    private record Figures(double perSecond, double p50Millis, double p99Millis) {
        static Figures of(long[] nanos, long elapsedNanos) {
            Arrays.sort(nanos);
            return new Figures(
                    nanos.length * 1e9 / elapsedNanos,
                    nanos[nanos.length / 2] / 1e6,
                    nanos[(int) (nanos.length * 0.99)] / 1e6);
        }

        @Override
        public String toString() {
            return String.format("%,.0f | %.2f ms | %.2f ms", perSecond, p50Millis, p99Millis);
        }
    }

    private interface Work<T> {
        T in(Path directory) throws Exception;
    }

    private static <T> T inTemporaryDirectory(Work<T> work) throws Exception {
        Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "store-benchmark");
        try {
            return work.in(directory);
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static Update update(Random random) {
        byte[] bytes = new byte[UPDATE_BYTES];
        random.nextBytes(bytes);
        return Update.trusted(bytes);
    }

    /** One writer of one document: each acknowledgement sends the next update, without a thread of its own. */
    private static final class Writer {
        private final DurableLog log;
        private final DocumentId document;
        private final Random random;
        private final long end;
        private final ConcurrentLinkedQueue<Long> waits;
        private final CountDownLatch done;

        Writer(DurableLog log, int number, long end, ConcurrentLinkedQueue<Long> waits, CountDownLatch done) {
            this.log = log;
            this.document = new DocumentId("document " + number);
            this.random = new Random(number);
            this.end = end;
            this.waits = waits;
            this.done = done;
        }

        void write() {
            long start = System.nanoTime();
            if (start > end) {
                done.countDown();
                return;
            }
            var unused = log.append(document, update(random)).thenRun(() -> {
                waits.add(System.nanoTime() - start);
                write();
            });
        }
    }

    private static Figures journaled(Path directory, int documents) throws StoreException, InterruptedException {
        try (StoreDatabase database = H2Database.open(directory);
                DurableLog log = DurableLogs.open(database, StoreOptions.defaults())) {
            run(log, documents, Duration.ofSeconds(2));
            return run(log, documents, RUN);
        }
    }

    private static Figures run(DurableLog log, int documents, Duration duration) throws InterruptedException {
        ConcurrentLinkedQueue<Long> waits = new ConcurrentLinkedQueue<>();
        CountDownLatch done = new CountDownLatch(documents);
        long start = System.nanoTime();
        for (int i = 0; i < documents; i++) {
            new Writer(log, i, start + duration.toNanos(), waits, done).write();
        }
        done.await();
        return Figures.of(waits.stream().mapToLong(Long::longValue).toArray(), System.nanoTime() - start);
    }

    /** What one would do without a journal: a commit an update, and a forced checkpoint so that it survives a power cut. */
    private static Figures committing(Path directory) throws SQLException {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + directory.resolve("plain") + ";WRITE_DELAY=0");
        source.setUser("sa");
        source.setPassword("");
        ConcurrentLinkedQueue<Long> waits = new ConcurrentLinkedQueue<>();
        Random random = new Random(1);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE said (number BIGINT PRIMARY KEY, document VARCHAR, bytes VARBINARY)");
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO said VALUES (?, ?, ?)")) {
                long start = System.nanoTime();
                for (long number = 0; System.nanoTime() - start < RUN.toNanos(); number++) {
                    long begin = System.nanoTime();
                    insert.setLong(1, number);
                    insert.setString(2, "document");
                    insert.setBytes(3, update(random).bytes());
                    insert.executeUpdate();
                    statement.execute("CHECKPOINT SYNC");
                    waits.add(System.nanoTime() - begin);
                }
                return Figures.of(waits.stream().mapToLong(Long::longValue).toArray(), System.nanoTime() - start);
            }
        }
    }

    /** Five updates a second for an hour; the five of a second are appended at once, the next when they are acknowledged. */
    private static String hourOfTyping(Path directory) throws StoreException, IOException {
        Random random = new Random(2);
        long journal;
        long open;
        try (StoreDatabase database = H2Database.open(directory);
                DurableLog log = DurableLogs.open(database, StoreOptions.defaults())) {
            for (int i = 0; i < TYPED_IN_AN_HOUR; i++) {
                CompletableFuture<Void> durable = log.append(new DocumentId("typed"), update(random));
                if (i % 5 == 4) {
                    durable.join();
                }
            }
            journal = size(directory.resolve("journal"));
            open = size(directory) - journal;
        }
        return String.format(
                "An hour of typing (%,d updates of %d bytes, %,d bytes in all): journal %,d bytes, H2 %,d bytes, H2 after"
                        + " closing %,d bytes.",
                TYPED_IN_AN_HOUR,
                UPDATE_BYTES,
                (long) TYPED_IN_AN_HOUR * UPDATE_BYTES,
                journal,
                open,
                size(directory) - size(directory.resolve("journal")));
    }

    private static long size(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }
}
