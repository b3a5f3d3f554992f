package dev.tandem.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubMainTest {

    @TempDir
    private Path data;

    private static void assertSentence(int exitCode, String sentence, String... arguments) {
        PrintStream real = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        int actual;
        try {
            actual = HubMain.run(arguments);
        } finally {
            System.setErr(real);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .as("standard error")
                .hasSize(1)
                .first()
                .asString()
                .startsWith("tandem hub: ")
                .contains(sentence);
        assertThat(actual).isEqualTo(exitCode);
    }

    @Test
    void wrongFlagsAreUsageErrors() {
        assertSentence(2, "Unknown option: '--bogus'", "--bogus");
        assertSentence(2, "--auth oidc needs --issuer", "--auth", "oidc");
        assertSentence(2, "--issuer makes no sense", "--auth", "none", "--issuer", "http://localhost/x");
        assertSentence(2, "http or https URL", "--issuer", "ftp://x/y");
        assertSentence(2, "--issuer-ca makes sense only", "--issuer-ca", "x.pem");
        assertSentence(2, "--issuer-ca makes sense only", "--issuer", "http://h/x", "--issuer-ca", "x.pem");
        assertSentence(2, "0 to 65535", "--port", "70000");
        assertSentence(2, "Invalid value for option '--port'", "--port", "http");
        assertSentence(2, "JDBC URL of PostgreSQL", "--database", "jdbc:h2:mem:x");
        assertSentence(2, "exclude each other", "--database", "jdbc:postgresql://h/d", "--data", "x");
    }

    @Test
    void aHubWithoutLoginStaysOnLoopback() {
        assertSentence(1, "loopback only", "--auth", "none", "--host", "0.0.0.0", "--data", data.toString());
    }

    @Test
    void anAddressThatIsNotThereIsNamed() {
        assertSentence(1, "no-such-host.invalid", "--host", "no-such-host.invalid", "--data", data.toString());
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            assertSentence(
                    1, "Port " + port + " on 127.0.0.1 cannot be used", "--port", port, "--data", data.toString());
        }
    }

    @Test
    void aDataDirectoryThatIsAFileIsNamed() throws Exception {
        Path file = Files.writeString(data.resolve("file"), "x");
        assertSentence(1, file.toString(), "--port", "0", "--data", file.toString());
    }

    @Test
    void aDataDirectoryInUseIsNamed() throws Exception {
        try (Hub hub = Hub.start(HubConfig.open(data))) {
            assertThat(hub.port()).isPositive();
            assertSentence(1, data.toString(), "--port", "0", "--data", data.toString());
        }
    }

    @Test
    void pagesOfOtherSitesAreKeptOut() throws Exception {
        try (Hub hub = Hub.start(HubConfig.open(data.resolve("guarded")))) {
            Rest rest = new Rest(hub.uri(), null);
            assertThat(rest.ask("GET", "/api/v1/documents", null, "Origin", "https://evil.example")
                            .status())
                    .isEqualTo(403);
            assertThat(rest.ask("GET", "/api/v1/documents", null, "Origin", "http://localhost:5173")
                            .status())
                    .isEqualTo(200);
            assertThat(Loopback.isLocalRequest("evil.example", null)).isFalse();
            assertThat(Loopback.isLocalRequest("127.0.0.1", "null")).isFalse();
            assertThat(Loopback.isLocalRequest("127.0.0.1.evil.example", null)).isFalse();
        }
    }

    @Test
    void everyMistakeIsAProblemDocument() throws Exception {
        try (Hub hub = Hub.start(HubConfig.open(data.resolve("problems")))) {
            Rest rest = new Rest(hub.uri(), null);
            for (Rest.Answer answer : new Rest.Answer[] {
                rest.get("/nothing"),
                rest.get("/api/v1/documents/unknown"),
                rest.get("/api/v1/documents/%00"),
                rest.ask("POST", "/api/v1/documents", "no json"),
                rest.ask("POST", "/api/v1/documents", "[]"),
                rest.ask("POST", "/api/v1/documents", "x".repeat(100_000)),
                rest.ask("PUT", "/api/v1/me", "{}"),
                rest.share("unknown", "ben", "editor"),
            }) {
                assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
                assertThat(answer.contentType()).isEqualTo("application/problem+json");
                assertThat(answer.json().getInteger("status")).isEqualTo(answer.status());
                assertThat(answer.detail()).isNotBlank();
            }
            assertThat(rest.get("/api/v1/config").json().getString("auth")).isEqualTo("none");
        }
    }
}
