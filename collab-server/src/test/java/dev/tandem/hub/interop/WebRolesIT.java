package dev.tandem.hub.interop;

import static dev.tandem.hub.interop.WebPeer.HOCUSPOCUS_3;
import static dev.tandem.hub.interop.WebPeer.HOCUSPOCUS_4;
import static dev.tandem.hub.interop.WebPeer.Y_WEBSOCKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.hub.Hub;
import dev.tandem.hub.HubConfig;
import dev.tandem.hub.Rest;
import dev.tandem.hub.TestIssuer;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What editors on the web are told by a hub with login when they may not, or may no longer, do something. */
class WebRolesIT {

    @TempDir
    private Path data;

    private TestIssuer issuer;
    private Hub hub;
    private Rest ana;
    private String document;

    @BeforeEach
    void start() throws Exception {
        issuer = TestIssuer.start();
        hub = Hub.start(HubConfig.withLogin(data, issuer.uri()));
        ana = new Rest(hub.uri(), issuer.token("ana"));
        Rest ben = new Rest(hub.uri(), issuer.token("ben"));
        soon().until(() -> ana.get("/api/v1/me").status() == 200);
        soon().until(() -> ben.get("/api/v1/me").status() == 200);
        document = ana.create("Roles");
    }

    @AfterEach
    void stop() {
        hub.close();
        issuer.close();
    }

    private WebPeer open(String kind, String person, String token) throws Exception {
        return WebPeer.open(kind, hub.port(), document, person, token);
    }

    private WebPeer openAna() throws Exception {
        WebPeer peer = open(Y_WEBSOCKET, "Ana", issuer.token("ana"));
        soon().until(() -> peer.look().synced());
        return peer;
    }

    /** Connects anew, with a token whose time did not begin before the peer was there. */
    private static void comeAgain(WebPeer peer, String token) {
        soon().until(() -> peer.look().connected());
        peer.disconnect();
        soon().until(() -> !peer.look().connected());
        peer.use(token);
        peer.connect();
        soon().until(() -> peer.look().synced());
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
    }

    @ParameterizedTest
    @ValueSource(strings = {Y_WEBSOCKET, HOCUSPOCUS_4, HOCUSPOCUS_3})
    void aViewersWritingIsRefusedAndTheirReadingGoesOn(String kind) throws Exception {
        ana.share(document, "ben", "viewer");
        try (WebPeer anna = openAna();
                WebPeer benny = open(kind, "Ben", issuer.token("ben"))) {
            soon().until(() -> benny.look().synced());
            anna.append("for all ");
            soon().untilAsserted(() -> assertThat(benny.look().text()).isEqualTo("for all "));
            benny.append("vandalism");
            if (kind.equals(Y_WEBSOCKET)) {
                soon().untilAsserted(
                                () -> assertThat(benny.look().denied()).isEqualTo("you may only read this document"));
            } else {
                assertThat(benny.look().scope()).isEqualTo("readonly");
            }
            anna.append("to see");
            soon().untilAsserted(() -> assertThat(benny.look().text()).contains("for all ", "to see", "vandalism"));
            if (!kind.equals(Y_WEBSOCKET)) {
                // Refused, so it never counts as synced.
                assertThat(benny.look().unsynced()).isEqualTo(1);
            }
            assertThat(benny.look().closes()).isEmpty();
            assertThat(anna.look().text()).isEqualTo("for all to see");
        }
        assertThat(ana.get("/api/v1/documents/" + document + "/text").text()).isEqualTo("for all to see");
    }

    @ParameterizedTest
    @ValueSource(strings = {Y_WEBSOCKET, HOCUSPOCUS_4, HOCUSPOCUS_3})
    void whoHasNoRoleIsToldThatThereIsNoSuchDocument(String kind) throws Exception {
        try (WebPeer anna = openAna();
                WebPeer benny = open(kind, "Ben", issuer.token("ben"))) {
            anna.append("secret");
            if (kind.equals(Y_WEBSOCKET)) {
                soon().untilAsserted(() -> assertThat(benny.look().closes()).containsExactly(4404));
                assertThat(benny.look().retries()).isFalse();
            } else {
                soon().untilAsserted(() -> assertThat(benny.look().denied()).isEqualTo("There is no such document."));
            }
            benny.append("let me in");
            anna.append(" for ever");
            soon().untilAsserted(() -> assertThat(
                            ana.get("/api/v1/documents/" + document + "/text").text())
                    .isEqualTo("secret for ever"));
            assertThat(benny.look().text()).isEqualTo("let me in");
            assertThat(anna.look().text()).isEqualTo("secret for ever");
            assertThat(benny.look().synced()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {HOCUSPOCUS_4, HOCUSPOCUS_3})
    void anEndingTokenIsRenewedOnTheOpenSocketAndOneThatIsNotEndsTheVisit(String kind) throws Exception {
        try (WebPeer renewing = open(kind, "Ana", issuer.token("ana"));
                WebPeer forgetful = open(kind, "Ana", issuer.token("ana"))) {
            comeAgain(renewing, issuer.token("ana", 5));
            comeAgain(forgetful, issuer.token("ana", 5));
            renewing.use(issuer.token("ana"));
            forgetful.append("in time ");
            soon().untilAsserted(() -> assertThat(renewing.look().text()).isEqualTo("in time "));
            soon().untilAsserted(() -> assertThat(forgetful.look().denied()).isEqualTo("The token has ended."));
            renewing.append("still here");
            soon().untilAsserted(() -> assertThat(renewing.look().unsynced()).isZero());
            forgetful.append("too late");
            assertThat(renewing.look().denied()).isEqualTo("null");
            assertThat(ana.get("/api/v1/documents/" + document + "/text").text())
                    .isEqualTo("in time still here");
            // What was written meanwhile is still here, and arrives with the next good token.
            comeAgain(forgetful, issuer.token("ana"));
            soon().untilAsserted(() -> assertThat(renewing.look().text())
                    .contains("in time ", "still here", "too late")
                    .hasSize(26));
        }
    }

    @Test
    void anEndedTokenClosesAYWebsocketForGoodAndANewConnectionTakesUpWhatWasWritten() throws Exception {
        try (WebPeer anna = openAna()) {
            try (WebPeer brief = open(Y_WEBSOCKET, "Ana", issuer.token("ana"))) {
                comeAgain(brief, issuer.token("ana", 5));
                brief.append("in time");
                soon().untilAsserted(() -> assertThat(anna.look().text()).isEqualTo("in time"));
                soon().untilAsserted(() -> assertThat(brief.look().closes()).endsWith(4401));
                assertThat(brief.look().retries()).isFalse();
            }
            anna.append(" and on");
            try (WebPeer again = open(Y_WEBSOCKET, "Ana", issuer.token("ana"))) {
                soon().untilAsserted(() -> assertThat(again.look().text()).isEqualTo("in time and on"));
            }
        }
    }
}
