package dev.tandem.hub.interop;

import static dev.tandem.hub.interop.WebPeer.HOCUSPOCUS_3;
import static dev.tandem.hub.interop.WebPeer.HOCUSPOCUS_4;
import static dev.tandem.hub.interop.WebPeer.Y_WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.hub.Hub;
import dev.tandem.hub.HubConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Editors on the web meet on one document of a hub without login. */
class WebClientsIT {

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
    void threeKindsOfClientsWriteOneTextAndSeeEachOther() throws Exception {
        try (WebPeer ana = open(Y_WEBSOCKET, "Ana");
                WebPeer ben = open(HOCUSPOCUS_4, "Ben");
                WebPeer cem = open(HOCUSPOCUS_3, "Cem")) {
            ana.append("one 😀 ");
            soon().untilAsserted(() -> assertThat(ben.look().text()).isEqualTo("one 😀 "));
            ben.append("two שלום ");
            soon().untilAsserted(() -> assertThat(cem.look().text()).isEqualTo("one 😀 two שלום "));
            cem.remove(0, 4);
            for (WebPeer peer : List.of(ana, ben, cem)) {
                soon().untilAsserted(() -> assertThat(peer.look().text()).isEqualTo("😀 two שלום "));
            }
            soon().untilAsserted(() -> assertThat(ana.look().people()).containsExactly("Ben", "Cem"));
            soon().untilAsserted(() -> assertThat(ben.look().people()).containsExactly("Ana", "Cem"));
            soon().untilAsserted(() -> assertThat(cem.look().people()).containsExactly("Ana", "Ben"));
        }
    }

    @Test
    void caretsShowWhereTheyAreInEveryClient() throws Exception {
        try (WebPeer ana = open(Y_WEBSOCKET, "Ana");
                WebPeer ben = open(HOCUSPOCUS_4, "Ben")) {
            ana.append("0123456789");
            soon().untilAsserted(() -> assertThat(ben.look().length()).isEqualTo(10));
            ana.cursor(4);
            ben.cursor(7);
            soon().untilAsserted(() -> assertThat(ben.look().caretOf("Ana")).isEqualTo(4));
            soon().untilAsserted(() -> assertThat(ana.look().caretOf("Ben")).isEqualTo(7));
            ben.insert(0, "ab");
            soon().untilAsserted(() -> assertThat(ana.look().caretOf("Ben")).isEqualTo(9));
        }
    }

    @Test
    void someoneWhoLeavesIsNoLongerShown() throws Exception {
        try (WebPeer ana = open(Y_WEBSOCKET, "Ana")) {
            try (WebPeer ben = open(HOCUSPOCUS_4, "Ben")) {
                soon().untilAsserted(() -> assertThat(ana.look().people()).containsExactly("Ben"));
                assertThat(ben.look().connected()).isTrue();
            }
            soon().untilAsserted(() -> assertThat(ana.look().people()).isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Y_WEBSOCKET, HOCUSPOCUS_4, HOCUSPOCUS_3})
    void whatWasWrittenApartIsOneTextAfterTheReconnection(String kind) throws Exception {
        try (WebPeer ana = open(kind, "Ana");
                WebPeer ben = open(Y_WEBSOCKET, "Ben")) {
            ana.append("together ");
            soon().untilAsserted(() -> assertThat(ben.look().text()).isEqualTo("together "));
            ana.disconnect();
            soon().until(() -> !ana.look().connected());
            ana.append("Ana apart ");
            ben.append("Ben apart ");
            assertThat(ana.look().text()).isEqualTo("together Ana apart ");
            ana.connect();
            soon().untilAsserted(() -> assertThat(ana.look().text())
                    .contains("together ", "Ana apart ", "Ben apart ")
                    .hasSize(29));
            soon().untilAsserted(() ->
                    assertThat(ben.look().text()).isEqualTo(ana.look().text()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {HOCUSPOCUS_4, HOCUSPOCUS_3})
    void theCountOfUnsyncedChangesReturnsToZero(String kind) throws Exception {
        try (WebPeer ana = open(kind, "Ana")) {
            ana.type("a hundred letters ".repeat(6));
            soon().untilAsserted(() -> assertThat(ana.look().unsynced()).isZero());
            ana.disconnect();
            // The provider takes no order to connect while the old socket is still closing.
            soon().until(() -> !ana.look().connected());
            ana.type("and some more while away");
            assertThat(ana.look().unsynced()).isPositive();
            ana.connect();
            soon().untilAsserted(() -> assertThat(ana.look().unsynced()).isZero());
        }
        try (WebPeer later = open(Y_WEBSOCKET, "Ben")) {
            assertThat(later.look().text()).endsWith("and some more while away").hasSize(108 + 24);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Y_WEBSOCKET, HOCUSPOCUS_4, HOCUSPOCUS_3})
    void aLargeDocumentArrivesWhole(String kind) throws Exception {
        try (WebPeer ana = open(HOCUSPOCUS_4, "Ana")) {
            for (int i = 0; i < 8; i++) {
                ana.append(("line " + i + " of a long document\n").repeat(10_000));
            }
            soon().untilAsserted(() -> assertThat(ana.look().unsynced()).isZero());
            int length = ana.look().length();
            assertThat(length).isGreaterThan(2_000_000);
            try (WebPeer ben = open(kind, "Ben")) {
                soon().untilAsserted(() -> assertThat(ben.look().length()).isEqualTo(length));
                ben.insert(0, "!");
                soon().untilAsserted(() -> assertThat(ana.look().length()).isEqualTo(length + 1));
            }
        }
    }

    @Test
    void clientsComeBackByThemselvesWhenTheHubIsStartedAgain() throws Exception {
        int port = hub.port();
        try (WebPeer ana = open(Y_WEBSOCKET, "Ana");
                WebPeer ben = open(HOCUSPOCUS_4, "Ben")) {
            ana.append("before ");
            soon().untilAsserted(() -> assertThat(ben.look().text()).isEqualTo("before "));
            hub.close();
            soon().until(() -> !ana.look().connected() && !ben.look().connected());
            assertThat(ana.look().closes()).contains(1012);
            ana.append("meanwhile ");
            hub = Hub.start(HubConfig.open(data).listeningOn("127.0.0.1", port));
            soon().untilAsserted(() -> assertThat(ben.look().text()).isEqualTo("before meanwhile "));
            ben.append("after");
            soon().untilAsserted(() -> assertThat(ana.look().text()).isEqualTo("before meanwhile after"));
            soon().untilAsserted(() -> assertThat(ben.look().unsynced()).isZero());
        }
    }

    private WebPeer open(String kind, String person) throws Exception {
        WebPeer peer = WebPeer.open(kind, hub.port(), "meeting", person);
        soon().until(() -> peer.look().synced());
        return peer;
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50));
    }
}
