package dev.tandem.store;

import dev.tandem.model.DocumentId;
import dev.tandem.testkit.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process of its own that writes to a store until it is killed, and says on its standard output what was acknowledged.
 * The parent half starts it, listens, and kills it.
 */
final class WriterProcess {

    static final int DOCUMENTS = 20;

    /** At about two thousand updates a second, a minute is enough for H2 to use freed space again. */
    private static final int LARGEST_BURST = 4;

    private final Process process;
    private final Thread listener;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Map<DocumentId, Integer> acknowledged = new ConcurrentHashMap<>();
    private volatile Duration opening = Duration.ZERO;
    private final AtomicLong acknowledgements = new AtomicLong();

    private WriterProcess(Process process) {
        this.process = process;
        this.listener = new Thread(this::listen, "writer-process");
        listener.start();
    }

    /** Starts a writer on a directory or a JDBC address. */
    static WriterProcess start(String store, long seed) throws IOException {
        return new WriterProcess(JavaProcess.of(
                        WriterProcess.class,
                        List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                        List.of(store, Long.toString(seed)))
                .start());
    }

    private void listen() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                // The last line of a killed process may be cut off; each whole one ends in a full stop.
                if (words.length != 3 || !words[2].equals(".")) {
                    continue;
                }
                if (words[0].equals("ready")) {
                    opening = Duration.ofMillis(Long.parseLong(words[1]));
                    ready.countDown();
                } else {
                    acknowledged.merge(document(Integer.parseInt(words[0])), Integer.valueOf(words[1]), Math::max);
                    acknowledgements.incrementAndGet();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ready.countDown();
        }
    }

    static DocumentId document(int number) {
        return new DocumentId("document " + number);
    }

    /** Waits until the store is open in it; how long opening took there, from a cold start. */
    Duration awaitReady() throws InterruptedException {
        ready.await();
        return opening;
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        // By its handle: Process.destroyForcibly would also close the stream, and lose what was said before the kill.
        process.toHandle().destroyForcibly();
        process.waitFor();
        listener.join();
    }

    /** The last number of each document that was acknowledged to the writer. */
    Map<DocumentId, Integer> acknowledged() {
        return acknowledged;
    }

    long acknowledgements() {
        return acknowledgements.get();
    }

    /** Whether it is still writing. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** The other half: writes until it is killed. */
    public static void main(String[] arguments) throws Exception {
        Random random = new Random(Long.parseLong(arguments[1]));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        StoreOptions options = StoreOptions.defaults().withSegmentBytes(256 << 10);
        long start = System.nanoTime();
        StoreDatabase database = arguments[0].startsWith("jdbc:")
                ? PostgresDatabase.open(arguments[0])
                : H2Database.open(Path.of(arguments[0]));
        DurableLog log = DurableLogs.open(database, options);
        out.println("ready " + (System.nanoTime() - start) / 1_000_000 + " .");
        int[] last = new int[DOCUMENTS];
        for (int i = 0; i < DOCUMENTS; i++) {
            last[i] = Numbered.numbers(log.load(document(i))).size();
        }
        while (true) {
            int number = random.nextInt(DOCUMENTS);
            CompletableFuture<Void> durable = CompletableFuture.completedFuture(null);
            for (int burst = random.nextInt(LARGEST_BURST); burst >= 0; burst--) {
                int next = ++last[number];
                durable = log.append(document(number), Numbered.update(next, random))
                        .thenRun(() -> out.println(number + " " + next + " ."));
            }
            if (random.nextInt(2000) == 0) {
                StoredDocument stored = log.load(document(number));
                log.compact(document(number), stored.lastSequence(), Numbered.snapshot(stored));
            }
            if (random.nextInt(4) == 0) {
                durable.join();
            }
            Thread.sleep(1);
            Optional<String> failure = log.failure();
            if (failure.isPresent()) {
                System.err.println(failure.get());
            }
        }
    }
}
