package dev.tandem.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.hub.room.RoomSettings;
import dev.tandem.protocol.HocuspocusMessage;
import dev.tandem.protocol.Update;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcknowledgementIT {

    @TempDir
    private Path data;

    private Hub hub;
    private HeldLog log;

    @BeforeEach
    void start() throws Exception {
        AtomicReference<HeldLog> held = new AtomicReference<>();
        hub = Hub.start(HubConfig.open(data), real -> {
            held.set(new HeldLog(real));
            return held.get();
        });
        log = held.get();
    }

    @AfterEach
    void stop() {
        log.release();
        hub.close();
    }

    @Test
    void relayingDoesNotWaitForTheDiskAndAcknowledgingDoes() {
        try (SyncPeer ana = SyncPeer.open(hub.uri(), "notes", "");
                YjsPeer ben = YjsPeer.open(hub.uri(), "notes")) {
            await().until(() -> ana.accepted() == 1 && ben.synced.isDone());
            log.hold();
            ana.append("fast");
            await().until(() -> ben.text().equals("fast"));
            Update bens = ben.append(" too");
            await().until(() -> ana.text().equals("fast too"));
            await().until(() -> log.held() == 2);
            assertThat(ana.accepted()).isEqualTo(1);
            assertThat(ben.echoed(bens)).isFalse();
            log.release();
            await().until(() -> ana.accepted() == 2 && ben.echoed(bens));
        }
    }

    @Test
    void anAnswerThatNeedsNoDiskDoesNotOvertakeOneThatDoes() {
        try (SyncPeer ana = SyncPeer.open(hub.uri(), "notes", "");
                SyncPeer ben = SyncPeer.open(hub.uri(), "notes", "")) {
            await().until(() -> ana.accepted() == 1 && ben.accepted() == 1);
            log.hold();
            Update update = ana.append("slow");
            // An empty update, and one that says what is on its way already.
            ana.change(Update.empty());
            await().until(() -> ben.text().equals("slow"));
            ben.change(update);
            for (SyncPeer peer : List.of(ana, ben)) {
                // Whatever would be answered at once is answered before this.
                peer.say(new HocuspocusMessage.QueryAwareness());
                await().until(() -> peer.received.stream().anyMatch(HocuspocusMessage.Awareness.class::isInstance));
                assertThat(peer.accepted()).isEqualTo(1);
            }
            log.release();
            await().until(() -> ana.accepted() == 3 && ben.accepted() == 2);
        }
    }

    @Test
    void whoJoinsWhileTheDiskIsSlowGetsWhatIsOnItsWay() {
        try (SyncPeer ana = SyncPeer.open(hub.uri(), "notes", "")) {
            await().until(() -> ana.accepted() == 1);
            log.hold();
            ana.append("not stored yet");
            await().until(() -> log.held() == 1);
            try (YjsPeer ben = YjsPeer.open(hub.uri(), "notes")) {
                await().until(() -> ben.text().equals("not stored yet"));
            }
        }
    }

    @Test
    void aHubWhoseDiskIsStuckReadsNoMoreThanItMayKeepAndReadsOnLater() {
        String paste = "0123456789abcdef".repeat(16_384);
        int pastes = 50;
        double bound = RoomSettings.defaults().inFlightBytes() + 2.0 * paste.length();
        try (SyncPeer ana = SyncPeer.open(hub.uri(), "notes", "")) {
            await().until(() -> ana.accepted() == 1);
            log.hold();
            for (int i = 0; i < pastes; i++) {
                ana.append(paste);
            }
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> bytesIn() > RoomSettings.defaults().inFlightBytes());
            // Its answers to others show that it lives; what it has read stays what it was.
            for (int i = 0; i < 50; i++) {
                assertThat(new Rest(hub.uri(), null).get("/health/live").status())
                        .isEqualTo(200);
                assertThat(bytesIn()).isLessThan(bound);
            }
            assertThat(ana.accepted()).isEqualTo(1);
            log.release();
            await().atMost(60, TimeUnit.SECONDS).until(() -> ana.accepted() == 1 + pastes);
            assertThat(bytesIn()).isGreaterThan((double) pastes * paste.length());
        }
    }

    private double bytesIn() {
        return new Rest(hub.uri(), null)
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith("tandem_bytes_in_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void aStoppingHubAcknowledgesWhatItReceivedAndThenSays1012() throws Exception {
        try (SyncPeer ana = SyncPeer.open(hub.uri(), "notes", "")) {
            await().until(() -> ana.accepted() == 1);
            log.hold();
            ana.append("last words");
            await().until(() -> log.held() == 1);
            Thread stopping = new Thread(hub::close);
            stopping.start();
            assertThat(ana.socket().closed()).isNotDone();
            log.release();
            assertThat(ana.socket().closed().get(15, TimeUnit.SECONDS)).isEqualTo(1012);
            assertThat(ana.accepted()).isEqualTo(2);
            stopping.join();
        }
    }
}
