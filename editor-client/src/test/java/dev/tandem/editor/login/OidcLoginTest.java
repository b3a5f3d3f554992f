package dev.tandem.editor.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.editor.MockLogin;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OidcLoginTest {

    private static MockLogin server;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        server = new MockLogin();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static OidcLogin login() {
        return new OidcLogin(server.issuer(), "tandem-desktop");
    }

    @Test
    void aPersonWhoComesBackFromTheBrowserIsKnown() throws Exception {
        server.announce("alice", 300);
        Tokens tokens = login().withBrowser(server.browser());
        assertThat(tokens.username()).isEqualTo("alice");
        assertThat(tokens.name()).isEqualTo("Person alice");
        assertThat(tokens.subject()).isEqualTo("subject-of-alice");
        assertThat(tokens.expires()).isAfter(Instant.now().plusSeconds(200));
        assertThat(tokens.toString()).doesNotContain(tokens.accessToken());
    }

    @Test
    void theLoginPageIsAskedForWithProofKeyStateAndNonce() throws Exception {
        server.announce("alice", 300);
        login().withBrowser(server.browser());
        String query = server.pages().get(server.pages().size() - 1).getRawQuery();
        assertThat(query)
                .contains("code_challenge_method=S256")
                .containsPattern("code_challenge=[A-Za-z0-9_-]{43}")
                .containsPattern("state=[A-Za-z0-9_-]{40,}")
                .containsPattern("nonce=[A-Za-z0-9_-]{40,}")
                .containsPattern("redirect_uri=http%3A%2F%2F127\\.0\\.0\\.1%3A[0-9]+%2Fcallback");
    }

    @Test
    void anAnswerWithAnotherStateDoesNotEndTheLogin() throws Exception {
        server.announce("alice", 300);
        BrowserOpener honest = server.browser();
        Tokens tokens = login().withBrowser(page -> {
            URI redirect = URI.create(java.net.URLDecoder.decode(
                    page.getRawQuery().replaceAll(".*redirect_uri=([^&]+).*", "$1"),
                    java.nio.charset.StandardCharsets.UTF_8));
            try {
                HttpResponse<String> answer = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(redirect + "?code=stolen&state=guessed"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(400);
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
            honest.open(page);
        });
        assertThat(tokens.username()).isEqualTo("alice");
    }

    @Test
    void anAnswerOfAnotherIssuerIsNotTrusted() {
        assertThatThrownBy(() -> login().withBrowser(
                                server.browser(back -> URI.create(back + "&iss=https%3A%2F%2Fevil.example"))))
                .isInstanceOf(LoginException.class)
                .hasMessageContaining("came back from another login server")
                .extracting(e -> ((LoginException) e).kind())
                .isEqualTo(LoginException.Kind.UNTRUSTED);
    }

    @Test
    void aRefusedLoginIsARefusalWithASentence() {
        assertThatThrownBy(() -> login().withBrowser(server.browser(
                        back -> URI.create(back.toString().replaceAll("code=[^&]+", "error=access_denied")))))
                .isInstanceOf(LoginException.class)
                .hasMessage("The login server says no: the login was cancelled or is not allowed.");
    }

    @Test
    void aServerThatIsAwayIsSaidToBeUnreachable() {
        OidcLogin away = new OidcLogin(URI.create("http://127.0.0.1:1/realms/tandem"), "tandem-desktop");
        assertThatThrownBy(() -> away.withBrowser(page -> {}))
                .isInstanceOf(LoginException.class)
                .hasMessage("The login server 127.0.0.1:1 cannot be reached: nothing answers at that address and port.")
                .extracting(e -> ((LoginException) e).kind())
                .isEqualTo(LoginException.Kind.UNREACHABLE);
    }

    @Test
    void withoutABrowserTheSentenceNamesTheOtherWay() {
        assertThatThrownBy(() -> login().withBrowser(page -> {
                    throw new IOException("no browser could be opened");
                }))
                .isInstanceOf(LoginException.class)
                .hasMessageContaining("tandem login --device");
    }

    @Test
    void manyWhoNeedATokenAtOnceCauseOneRefresh() throws Exception {
        server.announce("alice", 300);
        Tokens old = ended(login().withBrowser(server.browser()), true);
        CountingVault vault = new CountingVault(old);
        ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor();
        try {
            Account account = new Account(vault, worker, Clock.systemUTC(), () -> {});
            account.load().get(10, TimeUnit.SECONDS);
            List<String> tokens = IntStream.range(0, 20).mapToObj(i -> account.accessToken()).toList().stream()
                    .map(future -> future.join())
                    .distinct()
                    .toList();
            assertThat(tokens).hasSize(1);
            // Stored before it is used, and once.
            assertThat(vault.stored).hasSize(1);
            assertThat(vault.stored.get(0).accessToken()).isEqualTo(tokens.get(0));
        } finally {
            worker.shutdownNow();
        }
    }

    @Test
    void aLoginThatHasEndedIsSaidSoAndTheNameIsKept() throws Exception {
        server.announce("alice", 300);
        Tokens fresh = login().withBrowser(server.browser());
        Tokens ended = ended(fresh, false);
        ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor();
        try {
            Account account = new Account(new CountingVault(ended), worker, Clock.systemUTC(), () -> {});
            account.load().get(10, TimeUnit.SECONDS);
            assertThatThrownBy(() -> account.accessToken().get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(LoginException.class)
                    .hasMessageContaining("Log in again");
            assertThat(account.endedBecause()).isPresent();
            assertThat(account.current().map(Tokens::username)).contains("alice");
        } finally {
            worker.shutdownNow();
        }
    }

    @Test
    void tokensInAFileAreForTheirOwnerOnly() throws Exception {
        server.announce("bob", 300);
        Tokens tokens = login().withBrowser(server.browser());
        Path file = directory.resolve("login.json");
        FileVault vault = new FileVault(file);
        vault.store(tokens);
        vault.store(tokens);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(vault.load()).contains(tokens);
        assertThat(vault.whereabouts()).contains("only you can read");
        vault.forget();
        assertThat(vault.load()).isEmpty();
        Files.writeString(file, "{ not json");
        assertThat(vault.load()).isEmpty();
    }

    /** The same login with an access token that has run out, and with or without a way to get another. */
    private static Tokens ended(Tokens fresh, boolean refreshable) {
        return new Tokens(
                fresh.issuer(),
                fresh.clientId(),
                fresh.accessToken(),
                Instant.now().minusSeconds(60),
                refreshable ? fresh.refreshToken() : null,
                fresh.idToken(),
                fresh.subject(),
                fresh.username(),
                fresh.name());
    }

    private static final class CountingVault implements TokenVault {
        private final Tokens first;
        private final List<Tokens> stored = new java.util.concurrent.CopyOnWriteArrayList<>();

        CountingVault(Tokens first) {
            this.first = first;
        }

        @Override
        public java.util.Optional<Tokens> load() {
            return java.util.Optional.of(first);
        }

        @Override
        public void store(Tokens tokens) {
            stored.add(tokens);
        }

        @Override
        public void forget() {}

        @Override
        public String whereabouts() {
            return "in memory";
        }
    }
}
