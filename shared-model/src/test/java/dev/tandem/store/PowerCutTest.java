package dev.tandem.store;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.tandem.model.DocumentId;
import dev.tandem.testkit.Proof;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Journal and H2 together on a disk that loses power again and again. The seed says what is written, when the power goes
 * and what survives. Nothing acknowledged may be missing, nothing may be there twice, nothing that was there once may be
 * gone after the next cut.
 */
class PowerCutTest {

    private static final int CUTS_PER_SEED = 4;
    private static final int DOCUMENTS = 5;

    private static LongStream seeds() {
        return Proof.seeds(5, 60);
    }

    private final Map<DocumentId, Integer> written = new HashMap<>();
    /** What must be there: acknowledged, or met after an earlier cut. */
    private final Map<DocumentId, Set<Integer>> owed = new TreeMap<>();

    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingAcknowledgedIsLostAndNothingComesTwice(long seed) throws Exception {
        Random random = new Random(seed);
        SimulatedDisk disk = new SimulatedDisk();
        for (int cut = 0; cut < CUTS_PER_SEED; cut++) {
            disk.cutPowerAfter(1 + random.nextInt(random.nextBoolean() ? 60 : 600));
            live(disk, random);
            disk = disk.afterPowerCut(random);
            now = now.plus(Duration.ofMinutes(random.nextInt(4)));
            check(disk, "seed " + seed + ", cut " + cut);
        }
    }

    /** Each failure is told; here there is nothing but failures. */
    @BeforeAll
    static void keepQuiet() {
        level(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        level(Level.WARN);
    }

    private static void level(Level level) {
        ((Logger) LoggerFactory.getLogger("org.flywaydb")).setLevel(level);
        ((Logger) LoggerFactory.getLogger("dev.tandem.store")).setLevel(level);
    }

    /** Writes until the power is gone. */
    private void live(SimulatedDisk disk, Random random) {
        StoreOptions options = StoreOptions.defaults()
                .withSegmentBytes(4096)
                .withGroupWindow(Duration.ZERO)
                .withBatchWindow(Duration.ofMillis(random.nextInt(20)))
                .withClosePatience(Duration.ZERO);
        int mount = SimulatedFilePath.mount(disk);
        Map<DocumentId, Map<Integer, CompletableFuture<Void>>> open = new HashMap<>();
        try (H2Database database = H2Database.open(Path.of("/" + mount), "simulated:");
                DurableLog log = JournaledLog.open(database, new SimulatedJournalFiles(disk), options, clock())) {
            while (!disk.isOff()) {
                DocumentId document = new DocumentId("document " + random.nextInt(DOCUMENTS));
                int burst = 1 + random.nextInt(8);
                CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
                for (int i = 0; i < burst; i++) {
                    int number = written.merge(document, 1, Integer::sum);
                    last = log.append(document, Numbered.update(number, random));
                    open.computeIfAbsent(document, d -> new HashMap<>()).put(number, last);
                }
                while (random.nextBoolean() && !last.isDone() && !disk.isOff()) {
                    Thread.onSpinWait();
                }
                if (random.nextInt(20) == 0) {
                    StoredDocument stored = log.load(document);
                    log.compact(document, stored.lastSequence(), Numbered.snapshot(stored));
                }
                if (random.nextInt(40) == 0) {
                    now = now.plus(Duration.ofMinutes(3));
                }
            }
        } catch (StoreException e) {
            assertThat(disk.isOff()).as("%s", e).isTrue();
        } finally {
            SimulatedFilePath.unmount(mount);
        }
        open.forEach((document, numbers) -> numbers.forEach((number, future) -> {
            if (future.isDone() && !future.isCompletedExceptionally()) {
                owed.computeIfAbsent(document, d -> new HashSet<>()).add(number);
            }
        }));
    }

    private Clock clock() {
        return MovableClock.of(() -> now);
    }

    private void check(SimulatedDisk disk, String when) throws StoreException {
        int mount = SimulatedFilePath.mount(disk);
        try (H2Database database = H2Database.open(Path.of("/" + mount), "simulated:");
                DurableLog log = JournaledLog.open(
                        database, new SimulatedJournalFiles(disk), StoreOptions.defaults(), clock())) {
            for (int i = 0; i < DOCUMENTS; i++) {
                DocumentId document = new DocumentId("document " + i);
                List<Integer> there = Numbered.numbers(log.load(document));
                assertThat(there).as("%s: twice in %s", when, document).doesNotHaveDuplicates();
                assertThat(there).as("%s: order in %s", when, document).isSorted();
                assertThat(there)
                        .as("%s: missing in %s", when, document)
                        .containsAll(owed.getOrDefault(document, Set.of()));
                owed.put(document, new HashSet<>(there));
            }
        } finally {
            SimulatedFilePath.unmount(mount);
        }
    }
}
