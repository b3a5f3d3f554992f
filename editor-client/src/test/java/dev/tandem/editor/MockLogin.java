package dev.tandem.editor;

import dev.tandem.editor.login.BrowserOpener;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;

/** A login server without a page: it gives the next token to whoever was announced. */
public final class MockLogin implements AutoCloseable {

    private final MockOAuth2Server server = new MockOAuth2Server();
    private final List<URI> pages = new ArrayList<>();

    public MockLogin() {
        server.start();
    }

    public URI issuer() {
        return server.issuerUrl("tandem").uri();
    }

    /** The next token is for this person and lives for so many seconds. */
    public void announce(String username, long seconds) {
        server.enqueueCallback(callback(username, seconds));
    }

    /** A new access token for this person that lives for so many seconds, without any login. */
    public String token(String username, long seconds) {
        return server.issueToken("tandem", "tandem-desktop", callback(username, seconds))
                .serialize();
    }

    private static DefaultOAuth2TokenCallback callback(String username, long seconds) {
        return new DefaultOAuth2TokenCallback(
                "tandem",
                "subject-of-" + username,
                "JWT",
                List.of("tandem-hub"),
                Map.of("preferred_username", username, "name", "Person " + username, "azp", "tandem-desktop"),
                seconds);
    }

    /** The pages that were opened, in order. */
    public List<URI> pages() {
        return pages;
    }

    /** A browser that follows the login server back to the editor at once. */
    public BrowserOpener browser() {
        return browser(back -> back);
    }

    /** A browser that comes back with another address than the login server said. */
    public BrowserOpener browser(UnaryOperator<URI> tampering) {
        return page -> {
            pages.add(page);
            HttpClient http = HttpClient.newHttpClient();
            try {
                HttpResponse<String> sentBack =
                        http.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
                URI back = URI.create(sentBack.headers()
                        .firstValue("Location")
                        .orElseThrow(() -> new IOException("the login server answered " + sentBack.body())));
                http.send(HttpRequest.newBuilder(tampering.apply(back)).build(), HttpResponse.BodyHandlers.ofString());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
