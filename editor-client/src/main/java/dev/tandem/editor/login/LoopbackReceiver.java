package dev.tandem.editor.login;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Waits on a random port of the loopback address for the browser to come back from the login server, as RFC 8252 says
 * native programs do. Only the first answer with the right state counts; everything else gets an error page and changes
 * nothing, so that another page in the browser cannot end or hijack the login.
 */
final class LoopbackReceiver implements AutoCloseable {

    private final HttpServer server;
    private final String state;
    private final CompletableFuture<URI> answer = new CompletableFuture<>();

    LoopbackReceiver(String state) throws IOException {
        this.state = state;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 4);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where the browser has to come back to. */
    URI redirect() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/callback");
    }

    /** The address that the browser came back with, query included. */
    URI await(Duration patience) throws LoginException, InterruptedException {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException nobodyCame) {
            throw new LoginException(
                    LoginException.Kind.REFUSED,
                    "Nobody logged in within " + patience.toMinutes() + " minutes, so the login was given up.",
                    nobodyCame);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI uri = exchange.getRequestURI();
            if (!uri.getPath().equals("/callback")) {
                respond(exchange, 404, "Not found", "There is nothing at this address.");
            } else if (!state.equals(parameter(uri, "state"))) {
                respond(exchange, 400, "Not this login", "This answer does not belong to a login that Tandem began.");
            } else if (answer.isDone()) {
                respond(exchange, 400, "Already done", "This login was already answered.");
            } else {
                boolean refused = parameter(uri, "error") != null;
                respond(
                        exchange,
                        200,
                        refused ? "Not logged in" : "Logged in",
                        refused
                                ? "The login was refused. Tandem tells you more."
                                : "You can close this page and go back to Tandem.");
                answer.complete(redirect().resolve(uri));
            }
        }
    }

    private static @Nullable String parameter(URI uri, String name) {
        String query = uri.getRawQuery();
        if (query != null) {
            for (String pair : query.split("&")) {
                if (pair.startsWith(name + "=")) {
                    return java.net.URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
                }
            }
        }
        return null;
    }

    private static void respond(HttpExchange exchange, int status, String title, String sentence) throws IOException {
        String page = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>%s - Tandem</title>
            <meta name="viewport" content="width=device-width"><style>
            :root { color-scheme: light dark } body { font: 16px/1.5 system-ui, sans-serif; display: grid;
            place-content: center; min-height: 90vh; text-align: center } h1 { font-weight: 600; margin: 0 }
            </style></head><body><h1>%s</h1><p>%s</p></body></html>
            """.formatted(title, title, sentence);
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        // A second lets the page that says "logged in" reach the browser.
        server.stop(1);
    }
}
