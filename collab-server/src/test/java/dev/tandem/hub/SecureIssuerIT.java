package dev.tandem.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A login service over TLS whose certificate no public authority has signed. */
class SecureIssuerIT {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path directory;

    private static Path certificate;
    private static TestIssuer issuer;

    @BeforeAll
    static void start() throws Exception {
        certificate = directory.resolve("issuer.pem");
        issuer = TestIssuer.startSecure(selfSigned("ip:127.0.0.1", certificate));
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    private static SSLContext selfSigned(String name, Path pem) throws Exception {
        Path file = directory.resolve(name.replace(':', '-') + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        file.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-alias",
                        "issuer",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=login",
                        "-ext",
                        "SAN=" + name)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        Files.writeString(
                pem,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(keys.getCertificate("issuer").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static HubConfig config(TestIssuer login, String name) {
        return HubConfig.withLogin(directory.resolve(name), login.uri());
    }

    private static void assertNotTrusted(HubConfig config) throws Exception {
        try (Hub hub = Hub.start(config)) {
            Rest rest = new Rest(hub.uri(), null);
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> rest.get("/health/ready").text().contains("--issuer-ca"));
            Rest.Answer ready = rest.get("/health/ready");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.json().getString("reason"))
                    .startsWith("The hub does not trust the login service at https://127.0.0.1:")
                    .doesNotContain("Exception");
            assertThat(new Rest(hub.uri(), issuer.token("ana"))
                            .get("/api/v1/me")
                            .status())
                    .isEqualTo(503);
        }
    }

    @Test
    void oneOfAnUnknownAuthorityIsNotTrustedAndSaid() throws Exception {
        assertNotTrusted(config(issuer, "unknown"));
    }

    @Test
    void oneThatIsNamedIsTrustedForDiscoveryAndKeys() throws Exception {
        try (Hub hub = Hub.start(config(issuer, "named").withIssuerAuthorities(certificate))) {
            Rest ana = new Rest(hub.uri(), issuer.token("ana"));
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> ana.get("/api/v1/me").status() == 200);
            assertThat(ana.get("/health/ready").status()).isEqualTo(200);
            try (SyncPeer peer = SyncPeer.open(hub.uri(), ana.create("Over TLS"), issuer.token("ana"))) {
                await().until(peer::isSynced);
            }
        }
    }

    @Test
    void oneForAnotherNameIsNotTrustedThoughItsAuthorityIs() throws Exception {
        Path pem = directory.resolve("elsewhere.pem");
        try (TestIssuer elsewhere = TestIssuer.startSecure(selfSigned("dns:login.example", pem))) {
            assertNotTrusted(config(elsewhere, "elsewhere").withIssuerAuthorities(pem));
        }
    }

    @Test
    void aFileWithoutCertificatesIsNamed() throws Exception {
        Path missing = directory.resolve("missing.pem");
        assertThatThrownBy(() -> Hub.start(config(issuer, "missing").withIssuerAuthorities(missing)))
                .isInstanceOf(HubStartException.class)
                .hasMessage("The certificates in " + missing + " cannot be read: it is not there, or not readable.");
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        assertThatThrownBy(() -> Hub.start(config(issuer, "empty").withIssuerAuthorities(empty)))
                .isInstanceOf(HubStartException.class)
                .hasMessage(empty + " holds no certificate in PEM form.");
        Path nonsense = Files.writeString(directory.resolve("nonsense.pem"), "no certificate\n");
        assertThatThrownBy(() -> Hub.start(config(issuer, "nonsense").withIssuerAuthorities(nonsense)))
                .isInstanceOf(HubStartException.class)
                .hasMessage(nonsense + " is not a file of certificates in PEM form.");
    }
}
