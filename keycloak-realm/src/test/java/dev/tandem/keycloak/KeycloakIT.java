package dev.tandem.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real server, its real login form, and what the editor and the hub rely on. */
class KeycloakIT {
    /** Not JUnit's temporary directory, which warns of every link that leads out of it. */
    static final Path DATA = Path.of("target", "keycloak with a space").toAbsolutePath();

    static Keycloak keycloak;
    static TestClient client;

    @BeforeAll
    static void start() throws KeycloakException, IOException {
        if (Files.exists(DATA)) {
            Distribution.delete(DATA);
        }
        keycloak = Keycloak.start(KeycloakOptions.on(0, DATA));
        client = new TestClient(keycloak.issuer());
    }

    @AfterAll
    static void stop() {
        if (keycloak != null) {
            keycloak.close();
        }
    }

    @Test
    void alicesTokenIsForTheHubAndCarriesHerRolesAndName() throws Exception {
        URI redirect = new FormLogin("alice", "alice").authorize(client.authorization(TestClient.request()));

        assertThat(redirect.toString()).startsWith(TestClient.REDIRECT + "?");
        assertThat(CodeFlow.query(redirect))
                .containsEntry("state", "s1")
                .containsEntry("iss", keycloak.issuer().toString());
        TestClient.Answer answer = client.redeem(redirect, TestClient.VERIFIER);
        assertThat(answer.status()).isEqualTo(200);
        JsonNode access = TestClient.claims(answer.body().get("access_token").asText());
        assertThat(access.get("iss").asText()).isEqualTo(keycloak.issuer().toString());
        assertThat(access.get("aud").toString()).contains("\"tandem-hub\"");
        assertThat(access.get("azp").asText()).isEqualTo("tandem-desktop");
        assertThat(access.get("sub").asText()).isNotBlank();
        assertThat(access.get("preferred_username").asText()).isEqualTo("alice");
        assertThat(access.get("name").asText()).isEqualTo("Alice Andersson");
        assertThat(access.get("email").asText()).isEqualTo("alice@tandem.example");
        assertThat(access.get("exp").asLong() - access.get("iat").asLong()).isEqualTo(300);
        assertThat(access.at("/realm_access/roles").toString())
                .contains("\"hub-user\"", "\"hub-admin\"", "\"offline_access\"");
        JsonNode id = TestClient.claims(answer.body().get("id_token").asText());
        assertThat(id.get("aud").asText()).isEqualTo("tandem-desktop");
        assertThat(id.get("nonce").asText()).isEqualTo("n1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "carol"})
    void theOthersAreUsersAndNoAdmins(String name) throws Exception {
        URI redirect = new FormLogin(name, name).authorize(client.authorization(TestClient.request()));
        JsonNode token = client.redeem(redirect, TestClient.VERIFIER).body();
        JsonNode access = TestClient.claims(token.get("access_token").asText());
        assertThat(access.at("/realm_access/roles").toString())
                .contains("\"hub-user\"")
                .doesNotContain("hub-admin");
    }

    @Test
    void aProgramGetsATokenAsAPersonToo() throws Exception {
        JsonNode access = TestClient.claims(CodeFlow.accessToken(keycloak.issuer(), "bob", "bob"));
        assertThat(access.get("preferred_username").asText()).isEqualTo("bob");
        assertThat(access.get("aud").toString()).contains("\"tandem-hub\"");
    }

    @Test
    void aWrongPasswordIsRefusedWithKeycloaksOwnSentence() {
        assertThatThrownBy(() -> new FormLogin("alice", "bob").authorize(client.authorization(TestClient.request())))
                .isInstanceOf(KeycloakException.class)
                .hasMessageContaining("Invalid username or password");
    }

    @Test
    void withoutAProofKeyThereIsNoCode() throws Exception {
        Map<String, String> request = TestClient.request();
        request.remove("code_challenge");
        request.remove("code_challenge_method");
        assertThat(errorOf(request)).containsEntry("error", "invalid_request");
        Map<String, String> plain = TestClient.request();
        plain.put("code_challenge_method", "plain");
        assertThat(errorOf(plain)).containsEntry("error", "invalid_request");
    }

    @Test
    void aCodeIsWorthNothingWithoutItsVerifier() throws Exception {
        URI redirect = new FormLogin("bob", "bob").authorize(client.authorization(TestClient.request()));
        TestClient.Answer answer = client.redeem(redirect, "another-verifier-that-is-long-enough-for-rfc-7636-too");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("error").asText()).isEqualTo("invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:1/callback", "http://127.0.0.1:65535/callback", "http://[::1]:40000/callback"})
    void anyLoopbackPortMayBeTheReturnAddress(String address) throws Exception {
        Map<String, String> request = TestClient.request();
        request.put("redirect_uri", address);
        URI redirect = new FormLogin("carol", "carol").authorize(client.authorization(request));
        assertThat(redirect.toString()).startsWith(address + "?");
        assertThat(client.redeem(redirect, TestClient.VERIFIER).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:49731/callback",
                "http://127.0.0.1:49731/other",
                "http://127.0.0.1:49731/callback/more",
                "http://127.0.0.2:49731/callback",
                "https://attacker.example/callback"
            })
    void everyOtherReturnAddressIsRefused(String address) {
        Map<String, String> request = TestClient.request();
        request.put("redirect_uri", address);
        assertThatThrownBy(() -> new FormLogin("alice", "alice").authorize(client.authorization(request)))
                .isInstanceOf(KeycloakException.class)
                .hasMessageContaining("Invalid parameter: redirect_uri");
    }

    @Test
    void passwordsAreNotTakenFromTheEditorItself() throws Exception {
        TestClient.Answer answer = client.token(
                Map.of("grant_type", "password", "client_id", Realm.CLIENT, "username", "alice", "password", "alice"));
        assertThat(answer.body().get("error").asText()).isEqualTo("unauthorized_client");
    }

    @Test
    void aRefreshTokenWorksOnce() throws Exception {
        URI redirect = new FormLogin("bob", "bob").authorize(client.authorization(TestClient.request()));
        String first = client.redeem(redirect, TestClient.VERIFIER)
                .body()
                .get("refresh_token")
                .asText();
        TestClient.Answer second = client.refresh(first);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body().get("refresh_token").asText()).isNotEqualTo(first);
        assertThat(client.refresh(first).body().get("error").asText()).isEqualTo("invalid_grant");
    }

    @Test
    void aDeviceWithoutABrowserIsGrantedOnAnotherOne() throws Exception {
        TestClient.Answer device = client.post("auth/device", device(true));
        assertThat(device.status()).isEqualTo(200);
        Map<String, String> poll = Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:device_code",
                "client_id",
                Realm.CLIENT,
                "device_code",
                device.body().get("device_code").asText(),
                "code_verifier",
                TestClient.VERIFIER);
        assertThat(client.token(poll).body().get("error").asText()).isEqualTo("authorization_pending");

        new FormLogin("carol", "carol")
                .approveDevice(URI.create(
                        device.body().get("verification_uri_complete").asText()));

        Thread.sleep(1_000L * device.body().get("interval").asLong());
        TestClient.Answer granted = client.token(poll);
        assertThat(granted.status()).as(granted.body().toString()).isEqualTo(200);
        JsonNode access = TestClient.claims(granted.body().get("access_token").asText());
        assertThat(access.get("preferred_username").asText()).isEqualTo("carol");
        assertThat(access.get("aud").toString()).contains("\"tandem-hub\"");
    }

    @Test
    void theDeviceGrantAsksForAProofKeyToo() throws Exception {
        TestClient.Answer answer = client.post("auth/device", device(false));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().get("error").asText()).isEqualTo("invalid_request");
    }

    @Test
    void theRealmSignsWithOneRsaKeyAndEncryptsWithNone() throws Exception {
        JsonNode keys = client.get("/protocol/openid-connect/certs").get("keys");
        assertThat(keys).hasSize(1);
        assertThat(keys.get(0).get("use").asText()).isEqualTo("sig");
        assertThat(keys.get(0).get("alg").asText()).isEqualTo("RS256");
    }

    private static Map<String, String> device(boolean withProofKey) {
        Map<String, String> request = new LinkedHashMap<>(Map.of("client_id", Realm.CLIENT, "scope", "openid"));
        if (withProofKey) {
            request.put("code_challenge_method", "S256");
            request.put("code_challenge", TestClient.challenge());
        }
        return request;
    }

    private Map<String, String> errorOf(Map<String, String> request)
            throws KeycloakException, InterruptedException, IOException {
        return CodeFlow.query(new FormLogin("alice", "alice").authorize(client.authorization(request)));
    }
}
