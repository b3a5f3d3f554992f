package dev.tandem.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.hub.room.RoomSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlowReaderIT {

    private static final int EDITS = 240;
    private static final String PASTE = "0123456789abcdef".repeat(4_096);

    @TempDir
    private Path data;

    private static double metric(Hub hub, String name) {
        return new Rest(hub.uri(), null)
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void aReaderThatHangsIsDroppedToStaleAndRepairedByOneDifference() throws Exception {
        RoomSettings rooms = RoomSettings.defaults().withReaderQueueBytes(64 << 10);
        try (Hub hub = Hub.start(HubConfig.open(data).withRooms(rooms));
                YjsPeer slow = YjsPeer.open(hub.uri(), "notes");
                YjsPeer writer = YjsPeer.open(hub.uri(), "notes");
                YjsPeer third = YjsPeer.open(hub.uri(), "notes")) {
            slow.synced.get(10, TimeUnit.SECONDS);
            writer.synced.get(10, TimeUnit.SECONDS);
            third.synced.get(10, TimeUnit.SECONDS);
            writer.append("begin ");
            await().until(() -> slow.text().equals("begin "));
            slow.hang();
            // Far more than the sockets between them hold, and the text stays small, as the difference does.
            for (int i = 0; i < EDITS; i++) {
                writer.edit(6, i == 0 ? 0 : PASTE.length(), PASTE);
            }
            writer.append(" end");
            String text = "begin " + PASTE + " end";
            await().atMost(60, TimeUnit.SECONDS).until(() -> third.text().equals(text));
            assertThat(metric(hub, "tandem_readers_stale_total")).isGreaterThanOrEqualTo(1);
            slow.goOn();
            await().atMost(60, TimeUnit.SECONDS).until(() -> slow.text().equals(text));
            // It lives on as if nothing had happened.
            slow.append("!");
            await().until(() -> writer.text().equals(text + "!"));
            writer.append("?");
            await().until(() -> slow.text().equals(text + "!?"));
        }
    }

    @Test
    void aLargeDocumentArrivesInPieces() throws Exception {
        try (Hub hub = Hub.start(HubConfig.open(data));
                YjsPeer writer = YjsPeer.open(hub.uri(), "large")) {
            String text = "pieces \uD83E\uDDE9 ".repeat(200_000);
            var last = writer.append(text);
            await().atMost(60, TimeUnit.SECONDS).until(() -> writer.echoed(last));
            try (YjsPeer reader = YjsPeer.open(hub.uri(), "large");
                    SyncPeer other = SyncPeer.open(hub.uri(), "large", "")) {
                reader.synced.get(30, TimeUnit.SECONDS);
                await().atMost(30, TimeUnit.SECONDS).until(other::isSynced);
                assertThat(reader.text()).isEqualTo(text);
                assertThat(other.text()).isEqualTo(text);
                assertThat(reader.frameSizes).hasSizeGreaterThan(8).allMatch(size -> size < (256 << 10) + 64);
            }
        }
    }

    @Test
    void aBusyDocumentIsCompactedWhileItIsOpenAndWhenItEmpties() throws Exception {
        RoomSettings rooms = RoomSettings.defaults().withCompaction(100, 5, Duration.ofMillis(200));
        StringBuilder text = new StringBuilder();
        try (Hub hub = Hub.start(HubConfig.open(data).withRooms(rooms))) {
            try (SyncPeer writer = SyncPeer.open(hub.uri(), "busy", "")) {
                await().until(writer::isSynced);
                for (int i = 0; i < 300; i++) {
                    writer.append("w" + i + " ");
                    text.append("w").append(i).append(' ');
                }
                await().until(() -> metric(hub, "tandem_compactions_total") >= 1);
                for (int i = 0; i < 20; i++) {
                    writer.append("x");
                    text.append('x');
                }
                await().until(() -> writer.accepted() == 321);
            }
            await().until(() -> metric(hub, "tandem_rooms") == 0);
            assertThat(metric(hub, "tandem_compactions_total")).isGreaterThanOrEqualTo(2);
            assertThat(metric(hub, "tandem_compactions_failed_total")).isZero();
            assertThat(new Rest(hub.uri(), null)
                            .get("/api/v1/documents/busy/text")
                            .text())
                    .isEqualTo(text.toString());
        }
    }

    @Test
    void aSilentPersonGoesAfterAWhile() throws Exception {
        RoomSettings rooms = RoomSettings.defaults().withPresenceExpiry(Duration.ofMillis(500));
        try (Hub hub = Hub.start(HubConfig.open(data).withRooms(rooms));
                YjsPeer ana = YjsPeer.open(hub.uri(), "presence");
                YjsPeer ben = YjsPeer.open(hub.uri(), "presence")) {
            ana.synced.get(10, TimeUnit.SECONDS);
            ben.synced.get(10, TimeUnit.SECONDS);
            ana.present(3, 1, "{\"user\":{\"name\":\"Ana\"}}");
            await().until(() -> ben.presence(3).contains("Ana"));
            await().until(() -> ben.presence(3).equals("gone"));
        }
    }
}
