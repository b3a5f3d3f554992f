package dev.tandem.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.tandem.model.DocumentId;
import dev.tandem.protocol.Update;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A disk that is full or fails, under journal and H2: said, retried, and nothing lost. */
class FailingDiskTest {

    private static final DocumentId NOTES = new DocumentId("notes");
    private static final StoreOptions OPTIONS = StoreOptions.defaults()
            .withBatchWindow(Duration.ofMillis(5))
            .withSegmentBytes(8192)
            .withClosePatience(Duration.ofMillis(100));

    private final SimulatedDisk disk = new SimulatedDisk();
    private final List<String> written = new ArrayList<>();
    private int mount;
    private H2Database database;
    private JournaledLog log;

    @BeforeAll
    static void keepQuiet() {
        ((Logger) LoggerFactory.getLogger("dev.tandem.store")).setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        ((Logger) LoggerFactory.getLogger("dev.tandem.store")).setLevel(Level.WARN);
    }

    @BeforeEach
    void open() throws Exception {
        mount = SimulatedFilePath.mount(disk);
        database = H2Database.open(Path.of("/" + mount), "simulated:");
        log = JournaledLog.open(database, new SimulatedJournalFiles(disk), OPTIONS, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        log.close();
        database.close();
        SimulatedFilePath.unmount(mount);
    }

    private CompletableFuture<Void> append(int count) {
        CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
        for (int i = 0; i < count; i++) {
            String text = "update " + written.size();
            written.add(text);
            last = log.append(NOTES, Update.trusted(text.getBytes(UTF_8)));
        }
        return last;
    }

    private void assertAllThereNowAndAfterReopening() throws Exception {
        assertThat(DurableLogContract.texts(log.load(NOTES).tail())).isEqualTo(written);
        close();
        open();
        assertThat(DurableLogContract.texts(log.load(NOTES).tail())).isEqualTo(written);
    }

    @Test
    void aFullDiskIsSaidAndWhatWaitedIsWrittenOnceThereIsRoom() throws Exception {
        append(10).join();
        disk.leaveFree(0);
        CompletableFuture<Void> waiting = append(50);

        await().untilAsserted(() -> assertThat(log.failure())
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .isEqualTo("Writing to the journal in a simulated disk fails: No space left on device."
                                + " It is tried again.")));
        assertThat(waiting).isNotDone();
        assertThat(log.queuedBytes()).isPositive();

        disk.leaveFree(Long.MAX_VALUE);
        waiting.join();
        await().untilAsserted(() -> assertThat(log.failure()).isEmpty());
        await().untilAsserted(() -> assertThat(log.queuedBytes()).isZero());
        assertAllThereNowAndAfterReopening();
    }

    @Test
    void aDiskThatFillsUpInTheMiddleOfARecordLeavesNothingTornBehind() throws Exception {
        append(10).join();
        await().untilAsserted(() -> assertThat(log.queuedBytes()).isZero());
        for (int free : new int[] {1, 7, 13, 40, 100}) {
            disk.leaveFree(free);
            CompletableFuture<Void> waiting = append(20);
            await().until(() -> log.failure().isPresent());
            disk.leaveFree(Long.MAX_VALUE);
            waiting.join();
        }
        assertAllThereNowAndAfterReopening();
        assertThat(log.report().damage()).isEmpty();
    }

    @Test
    void aFullDiskUnderH2AloneHoldsUpNothing() throws Exception {
        append(10).join();
        await().untilAsserted(() -> assertThat(log.queuedBytes()).isZero());
        disk.failWritesTo("tandem.mv.db");
        append(10).join();

        await().untilAsserted(() -> assertThat(log.failure())
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("tandem.mv.db", "No space left")));
        append(10).join();
        disk.failWritesTo("");
        await().untilAsserted(() -> assertThat(log.failure()).isEmpty());
        await().untilAsserted(() -> assertThat(log.queuedBytes()).isZero());
        assertAllThereNowAndAfterReopening();
    }

    @Test
    void whatAFailedForceForgotIsWrittenAgainElsewhere() throws Exception {
        append(10).join();
        for (int round = 0; round < 5; round++) {
            disk.failForces(1 + round % 2);
            append(10).join();
        }
        // The power goes at once: only what was really forced is there.
        disk.cutPowerAfter(0);
        log.close();
        database.close();
        SimulatedDisk found = disk.afterPowerCut(SimulatedDisk.NOTHING_UNFORCED_SURVIVES);
        int again = SimulatedFilePath.mount(found);
        try (H2Database reopened = H2Database.open(Path.of("/" + again), "simulated:");
                DurableLog replayed =
                        JournaledLog.open(reopened, new SimulatedJournalFiles(found), OPTIONS, Clock.systemUTC())) {
            assertThat(DurableLogContract.texts(replayed.load(NOTES).tail())).isEqualTo(written);
        } finally {
            SimulatedFilePath.unmount(again);
        }
    }

    @Test
    void aWriteThatFailsHalfwayIsRepeatedAndMetOnce() throws Exception {
        append(10).join();
        disk.failWrites(3);
        append(30).join();

        assertAllThereNowAndAfterReopening();
    }

    @Test
    void closingGivesUpOnADiskThatStaysFullAndSaysWhatWasNotWritten() throws Exception {
        append(10).join();
        int safe = written.size();
        disk.leaveFree(0);
        CompletableFuture<Void> waiting = append(5);
        log.close();

        assertThat(waiting).isCompletedExceptionally();
        assertThat(waiting.handle((done, failure) -> failure).join()).isInstanceOf(CancellationException.class);
        disk.leaveFree(Long.MAX_VALUE);
        close();
        open();
        List<String> there = DurableLogContract.texts(log.load(NOTES).tail());
        assertThat(there)
                .isEqualTo(IntStream.range(0, there.size())
                        .mapToObj(i -> "update " + i)
                        .toList());
        assertThat(there.size()).isGreaterThanOrEqualTo(safe);
    }

    @Test
    void aDocumentThatCannotBeDeletedYetIsDeletedLater() throws Exception {
        append(3).join();
        written.clear();
        disk.leaveFree(0);
        CompletableFuture<Boolean> deletion = CompletableFuture.supplyAsync(() -> {
            try {
                log.delete(NOTES);
                return true;
            } catch (StoreException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> log.failure().isPresent());
        assertThat(deletion).isNotDone();
        disk.leaveFree(Long.MAX_VALUE);

        assertThat(deletion.join()).isTrue();
        assertAllThereNowAndAfterReopening();
    }
}
