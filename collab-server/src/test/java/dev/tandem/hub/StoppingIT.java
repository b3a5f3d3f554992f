package dev.tandem.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.hub.room.RoomSettings;
import dev.tandem.model.DocumentId;
import dev.tandem.protocol.Update;
import dev.tandem.store.DurableLog;
import dev.tandem.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that stops while its workers are busy. */
class StoppingIT {

    /** Longer than the network is waited for, so that waiting for it alone would not do. */
    private static final Duration BUSY = Duration.ofSeconds(3);

    private static final RoomSettings COMPACTING = RoomSettings.defaults().withCompaction(5, 5, Duration.ofSeconds(60));

    @TempDir
    private Path data;

    /** A log whose compactions take their time, and do not care about interrupts, as native code. */
    private static final class SlowToCompact extends BentLog {

        final CountDownLatch begun = new CountDownLatch(1);
        final CompletableFuture<Void> compacted = new CompletableFuture<>();

        SlowToCompact(DurableLog log) {
            super(log);
        }

        @Override
        public void compact(DocumentId document, long throughSequence, Update snapshot) {
            begun.countDown();
            long end = System.nanoTime() + BUSY.toNanos();
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            try {
                super.compact(document, throughSequence, snapshot);
                compacted.complete(null);
            } catch (StoreException e) {
                compacted.completeExceptionally(e);
            }
        }
    }

    @Test
    void aStoppingHubWaitsForItsWorkersAndLeavesNothingBehindIt() throws Exception {
        AtomicReference<SlowToCompact> slow = new AtomicReference<>();
        Hub hub = Hub.start(HubConfig.open(data).withRooms(COMPACTING), real -> {
            slow.set(new SlowToCompact(real));
            return slow.get();
        });
        try (SyncPeer ana = SyncPeer.open(hub.uri(), "notes", "")) {
            await().until(ana::isSynced);
            for (int i = 0; i < 8; i++) {
                ana.append("w" + i + " ");
            }
            await().until(() -> ana.accepted() == 9);
            slow.get().begun.await();
        }
        hub.close();
        assertThat(slow.get().compacted).isCompleted();
        List<Path> left = files();
        // Files that grow later would be made by somebody who opened the database again.
        assertThat(left).noneMatch(file -> file.toString().endsWith(".lock"));
        try (Hub again = Hub.start(HubConfig.open(data))) {
            assertThat(new Rest(again.uri(), null)
                            .get("/api/v1/documents/notes/text")
                            .text())
                    .isEqualTo("w0 w1 w2 w3 w4 w5 w6 w7 ");
        }
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.walk(data)) {
            return files.toList();
        }
    }
}
