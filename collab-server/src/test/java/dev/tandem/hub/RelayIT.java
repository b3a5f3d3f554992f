package dev.tandem.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.protocol.Update;
import dev.tandem.protocol.YMessage;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelayIT {

    @TempDir
    private Path data;

    private Hub hub;

    @BeforeEach
    void start() throws Exception {
        hub = Hub.start(HubConfig.open(data));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void twoEditorsOnOneDocumentSeeEachOther() throws Exception {
        try (YjsPeer ana = YjsPeer.open(hub.uri(), "notes");
                YjsPeer ben = YjsPeer.open(hub.uri(), "notes")) {
            ana.synced.get(10, TimeUnit.SECONDS);
            ben.synced.get(10, TimeUnit.SECONDS);
            ana.type(0, "hello");
            await().until(() -> ben.text().equals("hello"));
            ben.type(5, " world \uD83D\uDE00");
            await().until(() -> ana.text().equals("hello world \uD83D\uDE00"));
        }
    }

    @Test
    void whatWasWrittenIsThereForSomeoneWhoComesLater() throws Exception {
        try (YjsPeer ana = YjsPeer.open(hub.uri(), "notes")) {
            Update update = ana.type(0, "written before");
            await().until(() -> ana.echoed(update));
        }
        try (YjsPeer ben = YjsPeer.open(hub.uri(), "notes")) {
            ben.synced.get(10, TimeUnit.SECONDS);
            assertThat(ben.text()).isEqualTo("written before");
        }
    }

    @Test
    void whatWasWrittenOfflineReachesTheHubOnReconnect() throws Exception {
        try (YjsPeer ana = YjsPeer.offline();
                YjsPeer ben = YjsPeer.open(hub.uri(), "notes")) {
            ana.editSilently(0, 0, "on the train");
            ana.connectTo(hub.uri(), "notes", null);
            await().until(() -> ben.text().equals("on the train"));
        }
    }

    @Test
    void aRestartedHubStillHasEverything() throws Exception {
        try (YjsPeer ana = YjsPeer.open(hub.uri(), "notes")) {
            Update update = ana.type(0, "durable");
            await().until(() -> ana.echoed(update));
            hub.close();
            assertThat(ana.socket().closed().get(10, TimeUnit.SECONDS)).isEqualTo(1012);
        }
        hub = Hub.start(HubConfig.open(data));
        try (YjsPeer ben = YjsPeer.open(hub.uri(), "notes")) {
            ben.synced.get(10, TimeUnit.SECONDS);
            assertThat(ben.text()).isEqualTo("durable");
        }
    }

    @Test
    void presenceIsRelayedAndGhostsAreRemoved() throws Exception {
        try (YjsPeer ben = YjsPeer.open(hub.uri(), "notes")) {
            ben.synced.get(10, TimeUnit.SECONDS);
            YjsPeer ana = YjsPeer.open(hub.uri(), "notes");
            ana.present(7, 1, "{\"user\":{\"name\":\"Ana\"}}");
            await().until(() -> ben.presence(7).contains("Ana"));
            assertThat(ben.received).anyMatch(message -> message instanceof YMessage.Awareness);
            ana.socket().abort();
            await().until(() -> ben.presence(7).equals("gone"));
            ana.close();
        }
    }
}
