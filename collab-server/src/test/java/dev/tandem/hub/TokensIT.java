package dev.tandem.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.tandem.hub.Rest.Answer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensIT {

    @TempDir
    private static Path data;

    private static TestIssuer issuer;
    private static Hub hub;

    @BeforeAll
    static void start() throws Exception {
        issuer = TestIssuer.start();
        hub = Hub.start(HubConfig.withLogin(data, issuer.uri()));
        await().until(() -> rest(null).get("/health/ready").status() == 200);
    }

    @AfterAll
    static void stop() {
        hub.close();
        issuer.close();
    }

    private static Rest rest(String token) {
        return new Rest(hub.uri(), token);
    }

    private static void assertRefused(String token) throws Exception {
        Answer answer = rest(token).get("/api/v1/me");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        String id = DOCUMENT;
        try (YjsPeer yjs = YjsPeer.connect(hub.uri(), id, token)) {
            assertThat(yjs.socket().closed().get(10, TimeUnit.SECONDS)).isEqualTo(4401);
        }
        try (SyncPeer sync = SyncPeer.open(hub.uri(), id, token)) {
            await().until(sync::wasDenied);
            assertThat(sync.isSynced()).isFalse();
        }
    }

    private static final String DOCUMENT = "7b2fd7a5-59e5-4f0e-9a4c-3f0ae1f1b111";

    @Test
    void aGoodTokenSaysWhoSomeoneIs() {
        Answer me = rest(issuer.token("ana")).get("/api/v1/me");
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.json().getString("subject")).isEqualTo("subject-of-ana");
        assertThat(me.json().getString("username")).isEqualTo("ana");
        assertThat(me.json().getString("name")).isEqualTo("ANA");
    }

    @Test
    void noTokenIsRefused() throws Exception {
        assertRefused("");
    }

    @Test
    void nonsenseIsRefused() throws Exception {
        assertRefused("a.b.c");
    }

    @Test
    void anExpiredTokenIsRefused() throws Exception {
        assertRefused(issuer.token("ana", -60));
    }

    @Test
    void aTokenThatHasJustExpiredIsRefusedToo() throws Exception {
        assertRefused(issuer.token("ana", -1));
    }

    @Test
    void aTokenThatIsNotGoodYetIsRefused() throws Exception {
        assertRefused(issuer.sign(issuer.claims("ana")
                .notBeforeTime(Date.from(Instant.now().plusSeconds(600)))
                .build()));
    }

    @Test
    void aTokenForAnotherAudienceIsRefused() throws Exception {
        assertRefused(issuer.sign(issuer.claims("ana").audience("another-app").build()));
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() throws Exception {
        assertRefused(issuer.sign(
                issuer.claims("ana").issuer("http://127.0.0.1:1/realm").build()));
    }

    @Test
    void aTokenWithoutAnEndIsRefused() throws Exception {
        assertRefused(issuer.sign(issuer.claims("ana").expirationTime(null).build()));
    }

    @Test
    void aTokenWithoutASubjectIsRefused() throws Exception {
        assertRefused(issuer.sign(issuer.claims("ana").subject(null).build()));
    }

    @Test
    void anUnsignedTokenIsRefused() throws Exception {
        assertRefused(new PlainJWT(issuer.claims("ana").build()).serialize());
        String[] good = issuer.token("ana").split("\\.");
        assertRefused(good[0] + "." + good[1] + ".");
    }

    @Test
    void aTokenSignedWithThePublicKeyAsASecretIsRefused() throws Exception {
        JWSObject forged = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(issuer.key().getKeyID())
                        .build(),
                new Payload(issuer.claims("ana").build().toJSONObject()));
        forged.sign(new MACSigner(issuer.key().toRSAPublicKey().getEncoded()));
        assertRefused(forged.serialize());
    }

    @Test
    void aChangedTokenIsRefused() throws Exception {
        String[] good = issuer.token("ana").split("\\.");
        String[] other = issuer.token("ben").split("\\.");
        assertRefused(good[0] + "." + other[1] + "." + good[2]);
    }

    @Test
    void aTokenSignedByAStrangersKeyOfTheSameNameIsRefused() throws Exception {
        try (TestIssuer stranger = TestIssuer.start()) {
            JWTClaimsSet claims = issuer.claims("ana").build();
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID(issuer.key().getKeyID())
                    .build();
            assertRefused(TestIssuer.sign(header, claims, stranger.key()));
        }
    }

    @Test
    void ellipticSignaturesAreTaken() throws Exception {
        try (TestIssuer other = TestIssuer.start()) {
            assertTaken(other, JWSAlgorithm.ES256, other.addEllipticKey(), "elliptic");
        }
    }

    @Test
    void pssSignaturesAreTaken() throws Exception {
        try (TestIssuer other = TestIssuer.start()) {
            assertTaken(other, JWSAlgorithm.PS256, other.addPssKey(), "pss");
        }
    }

    private static void assertTaken(TestIssuer other, JWSAlgorithm algorithm, JWK key, String name) throws Exception {
        try (Hub second = Hub.start(HubConfig.withLogin(data.resolve(name), other.uri()))) {
            Rest ready = new Rest(second.uri(), null);
            await().until(() -> ready.get("/health/ready").status() == 200);
            JWSHeader header =
                    new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build();
            String token = TestIssuer.sign(header, other.claims("ana").build(), key);
            assertThat(new Rest(second.uri(), token).get("/api/v1/me").status()).isEqualTo(200);
        }
    }

    @Test
    void aRotatedKeyIsNoticedAtOnceAndUnknownKeysDoNotHammerTheIssuer() throws Exception {
        try (TestIssuer other = TestIssuer.start();
                Hub second = Hub.start(HubConfig.withLogin(data.resolve("rotating"), other.uri()))) {
            Rest before = new Rest(second.uri(), other.token("ana"));
            await().until(() -> before.get("/api/v1/me").status() == 200);
            // The pause between two fetches has to pass first.
            await().pollDelay(dev.tandem.hub.auth.OidcVerifier.REFETCH_PAUSE).until(() -> true);
            int fetches = other.keyFetches.get();
            other.rotate();
            assertThat(new Rest(second.uri(), other.token("ana"))
                            .get("/api/v1/me")
                            .status())
                    .isEqualTo(200);
            assertThat(before.get("/api/v1/me").status()).isEqualTo(401);
            for (int i = 0; i < 20; i++) {
                String unknown = TestIssuer.sign(
                        new JWSHeader.Builder(JWSAlgorithm.RS256)
                                .keyID("unknown-" + i)
                                .build(),
                        other.claims("ana").build(),
                        other.key());
                assertThat(new Rest(second.uri(), unknown).get("/api/v1/me").status())
                        .isEqualTo(401);
            }
            assertThat(other.keyFetches.get() - fetches).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void aHubWhoseIssuerIsAwaySaysSoAndServesOnceItIsThere() throws Exception {
        TestIssuer later = TestIssuer.start();
        URI uri = later.uri();
        later.close();
        try (Hub second = Hub.start(HubConfig.withLogin(data.resolve("early"), uri))) {
            Rest rest = new Rest(second.uri(), null);
            Answer notReady = rest.get("/health/ready");
            assertThat(notReady.status()).isEqualTo(503);
            assertThat(notReady.text()).contains("login service");
            assertThat(rest.get("/health/live").status()).isEqualTo(200);
            assertThat(new Rest(second.uri(), issuer.token("ana"))
                            .get("/api/v1/me")
                            .status())
                    .isEqualTo(503);
            try (TestIssuer back = TestIssuer.startAt(uri.getPort())) {
                await().atMost(30, TimeUnit.SECONDS)
                        .until(() -> rest.get("/health/ready").status() == 200);
                assertThat(new Rest(second.uri(), back.token("ana"))
                                .get("/api/v1/me")
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void tokensOfAnIssuerThatIsNotOursAreTaken() throws Exception {
        MockOAuth2Server mock = new MockOAuth2Server();
        mock.start();
        try (Hub second = Hub.start(HubConfig.withLogin(
                data.resolve("mock"), URI.create(mock.issuerUrl("tandem").toString())))) {
            String good = mock.issueToken("tandem", "ana", "tandem-hub", Map.of("preferred_username", "ana"), 3600)
                    .serialize();
            String wrong =
                    mock.issueToken("tandem", "ana", "another", Map.of(), 3600).serialize();
            await().until(() -> new Rest(second.uri(), good).get("/api/v1/me").status() == 200);
            assertThat(new Rest(second.uri(), wrong).get("/api/v1/me").status()).isEqualTo(401);
        } finally {
            mock.shutdown();
        }
    }
}
