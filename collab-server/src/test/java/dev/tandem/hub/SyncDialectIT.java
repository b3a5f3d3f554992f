package dev.tandem.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.hub.socket.SocketSettings;
import dev.tandem.protocol.DocumentAddress;
import dev.tandem.protocol.HocuspocusCodec;
import dev.tandem.protocol.HocuspocusFrame;
import dev.tandem.protocol.HocuspocusMessage;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.SyncMessage;
import dev.tandem.protocol.Update;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncDialectIT {

    @TempDir
    private static Path data;

    private static Hub hub;

    @BeforeAll
    static void start() throws Exception {
        SocketSettings settings = SocketSettings.defaults()
                .withLiveness(Duration.ofMillis(300), Duration.ofSeconds(60))
                .withPreAuth(50, 64 << 10, Duration.ofSeconds(1));
        hub = Hub.start(HubConfig.open(data).withSockets(settings));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void bothDialectsMeetOnOneDocument() {
        try (SyncPeer ana = SyncPeer.open(hub.uri(), "both", "");
                YjsPeer ben = YjsPeer.open(hub.uri(), "both")) {
            await().until(() -> ana.isSynced() && ben.synced.isDone());
            ana.append("from sync");
            await().until(() -> ben.text().equals("from sync"));
            ben.append(", from yjs");
            await().until(() -> ana.text().equals("from sync, from yjs"));
        }
    }

    @Test
    void everyStepTwoAndEveryUpdateIsAnswered() {
        try (SyncPeer ana = SyncPeer.open(hub.uri(), "answers", "")) {
            // Her empty answer to the hub's step 1.
            await().until(() -> ana.accepted() == 1);
            Update update = ana.append("one");
            ana.append("two");
            ana.change(update);
            ana.change(Update.empty());
            await().until(() -> ana.accepted() == 5);
            assertThat(ana.refused()).isZero();
        }
    }

    @Test
    void theHubSaysAuthenticatedThenAsksThenAnswers() {
        try (SyncPeer ana = SyncPeer.open(hub.uri(), "order", "")) {
            await().until(ana::isSynced);
            assertThat(ana.received.get(0)).isEqualTo(new HocuspocusMessage.Authenticated(false));
            assertThat(ana.received.get(1))
                    .isEqualTo(new HocuspocusMessage.Sync(new SyncMessage.Step1(StateVector.empty())));
            assertThat(ana.received).contains(new HocuspocusMessage.Sync(new SyncMessage.Step2(Update.empty())));
        }
    }

    @Test
    void aSessionIsAnsweredAtItsOwnAddress() {
        DocumentAddress session = new DocumentAddress("sessions", "s1");
        try (SyncPeer ana = SyncPeer.connect(hub.uri(), session);
                SyncPeer ben = SyncPeer.open(hub.uri(), "sessions", "")) {
            ana.authenticate("", "4.0.0");
            ana.sync();
            await().until(() -> ana.isSynced() && ben.isSynced());
            ben.append("hello");
            await().until(() -> ana.text().equals("hello"));
            assertThat(ana.frames)
                    .allMatch(frame -> !(frame instanceof HocuspocusFrame.Addressed addressed)
                            || addressed.address().equals(session));
        }
    }

    @Test
    void oneSocketCarriesManyDocuments() {
        List<HocuspocusFrame.Addressed> heard = new CopyOnWriteArrayList<>();
        HocuspocusCodec codec = HocuspocusCodec.readingServer(dev.tandem.protocol.WireLimits.defaults());
        try (TestSocket socket = new TestSocket(frame -> heard.add(addressed(codec, frame)))) {
            socket.connect(URI.create("ws://" + hub.uri().getAuthority() + "/sync"), null);
            for (int i = 0; i < 20; i++) {
                DocumentAddress address = DocumentAddress.of("many-" + i);
                socket.send(HocuspocusCodec.encode(address, new HocuspocusMessage.AuthToken("", null)));
                socket.send(HocuspocusCodec.encode(address, new SyncMessage.Step1(StateVector.empty())));
            }
            await().until(() -> heard.stream()
                            .filter(frame -> frame.message() instanceof HocuspocusMessage.Sync sync
                                    && sync.message() instanceof SyncMessage.Step2)
                            .map(HocuspocusFrame.Addressed::address)
                            .distinct()
                            .count()
                    == 20);
        }
    }

    private static HocuspocusFrame.Addressed addressed(HocuspocusCodec codec, byte[] frame) {
        try {
            return (HocuspocusFrame.Addressed) codec.decode(frame);
        } catch (dev.tandem.protocol.MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void onlyAClientThatNamedItsVersionIsPinged() {
        try (SyncPeer older = SyncPeer.open(hub.uri(), "pings", "");
                SyncPeer newer = SyncPeer.connect(hub.uri(), "pings")) {
            newer.authenticate("", "4.8.0");
            await().until(() -> newer.frames.contains(new HocuspocusFrame.Ping()));
            // The older one is kept alive with awareness instead.
            await().until(() -> older.received.stream().anyMatch(HocuspocusMessage.Awareness.class::isInstance));
            assertThat(older.frames).doesNotContain(new HocuspocusFrame.Ping());
        }
    }

    @Test
    void aQuietYjsClientGetsDataInTime() {
        try (YjsPeer ana = YjsPeer.open(hub.uri(), "quiet")) {
            int before = ana.received.size();
            await().until(() -> ana.received.size() >= before + 3);
        }
    }

    @Test
    void awarenessReachesItsSenderToo() {
        try (SyncPeer ana = SyncPeer.open(hub.uri(), "mirror", "")) {
            ana.present(5, 1, "{\"user\":{\"name\":\"Ana\"}}");
            await().until(() -> ana.received.stream()
                    .anyMatch(message -> message instanceof HocuspocusMessage.Awareness awareness
                            && !awareness.update().isEmpty()
                            && awareness.update().entries().get(0).clientId() == 5));
        }
    }

    @Test
    void aDocumentWithoutATokenIsDeniedAfterAWhile() {
        try (SyncPeer ana = SyncPeer.connect(hub.uri(), "silent")) {
            ana.sync();
            await().until(ana::wasDenied);
            ana.authenticate("", null);
            ana.sync();
            await().until(ana::isSynced);
        }
    }

    @Test
    void tooMuchBeforeATokenClosesTheSocket() throws Exception {
        try (SyncPeer ana = SyncPeer.connect(hub.uri(), "flood")) {
            for (int i = 0; i < 60; i++) {
                ana.sync();
            }
            assertThat(ana.socket().closed().get(10, TimeUnit.SECONDS)).isEqualTo(1013);
        }
    }

    @Test
    void aMalformedMessageClosesItsDocumentAndNotTheSocket() {
        try (SyncPeer ana = SyncPeer.open(hub.uri(), "harmed", "")) {
            await().until(ana::isSynced);
            byte[] frame = HocuspocusCodec.encode(
                    DocumentAddress.of("harmed"), new SyncMessage.Change(Update.trusted(new byte[] {9, 9, 9})));
            ana.socket().send(frame);
            await().until(ana::wasClosed);
            assertThat(ana.socket().closed()).isNotDone();
        }
    }

    @Test
    void garbageClosesTheSocket() throws Exception {
        try (SyncPeer ana = SyncPeer.connect(hub.uri(), "garbage");
                YjsPeer ben = YjsPeer.open(hub.uri(), "garbage");
                YjsPeer cleo = YjsPeer.open(hub.uri(), "garbage")) {
            ana.socket().send(new byte[] {(byte) 0xff, (byte) 0xff, 1});
            ben.socket().send(new byte[] {0, 2, 3, 9, 9, 9});
            cleo.socket().sendText("hello");
            assertThat(ana.socket().closed().get(10, TimeUnit.SECONDS)).isEqualTo(4400);
            assertThat(ben.socket().closed().get(10, TimeUnit.SECONDS)).isEqualTo(4400);
            assertThat(cleo.socket().closed().get(10, TimeUnit.SECONDS)).isEqualTo(4400);
        }
    }

    @Test
    void tooLargeAMessageClosesTheSocketWith1009() throws Exception {
        try (YjsPeer ana = YjsPeer.open(hub.uri(), "large")) {
            ana.synced.get(10, TimeUnit.SECONDS);
            ana.socket().send(new byte[SocketSettings.defaults().wire().frameBytes() + 1]);
            assertThat(ana.socket().closed().get(20, TimeUnit.SECONDS)).isEqualTo(1009);
        }
    }

    @Test
    void oddNamesAreNamesOrRefused() throws Exception {
        try (YjsPeer slashes = YjsPeer.open(hub.uri(), "a/../b/./c")) {
            slashes.synced.get(10, TimeUnit.SECONDS);
        }
        try (YjsPeer encoded = YjsPeer.open(hub.uri(), "%C3%BCber");
                SyncPeer plain = SyncPeer.open(hub.uri(), "\u00fcber", "")) {
            await().until(() -> encoded.synced.isDone() && plain.isSynced());
            encoded.append("same");
            await().until(() -> plain.text().equals("same"));
        }
        try (YjsPeer control = YjsPeer.open(hub.uri(), "a%00b");
                YjsPeer long10k = YjsPeer.open(hub.uri(), "x".repeat(10_000))) {
            assertThat(control.socket().closed().get(10, TimeUnit.SECONDS)).isEqualTo(4404);
            assertThat(long10k.socket().closed().get(10, TimeUnit.SECONDS)).isEqualTo(4404);
        }
    }
}
