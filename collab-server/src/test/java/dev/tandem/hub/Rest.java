package dev.tandem.hub;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks a hub's REST addresses as one person. */
public final class Rest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI hub;
    private final String token;

    /** {@code token} is null for someone without login. */
    public Rest(URI hub, String token) {
        this.hub = hub;
        this.token = token;
    }

    /** What the hub answered. */
    public record Answer(int status, String contentType, String text) {

        JsonObject json() {
            return new JsonObject(text);
        }

        String detail() {
            return json().getString("detail");
        }
    }

    /** Asks for what is at an address. */
    public Answer get(String path) {
        return ask("GET", path, null);
    }

    Answer post(String path, JsonObject body) {
        return ask("POST", path, body.encode());
    }

    Answer put(String path, JsonObject body) {
        return ask("PUT", path, body.encode());
    }

    Answer patch(String path, JsonObject body) {
        return ask("PATCH", path, body.encode());
    }

    Answer delete(String path) {
        return ask("DELETE", path, null);
    }

    Answer ask(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.resolve(path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("content-type").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Creates a document and returns its id. */
    public String create(String title) {
        Answer created = post("/api/v1/documents", new JsonObject().put("title", title));
        if (created.status() != 201) {
            throw new AssertionError("not created: " + created);
        }
        return created.json().getString("id");
    }

    /** Gives someone a role. */
    public Answer share(String document, String user, String role) {
        return put("/api/v1/documents/" + document + "/members/" + user, new JsonObject().put("role", role));
    }
}
