package dev.tandem.editor.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one hub over HTTP. May be used from any thread; nothing here waits. Futures complete on a thread of the HTTP client
 * and fail with {@link HubRefusedException}.
 */
public final class HubClient {

    private static final Logger LOG = LoggerFactory.getLogger(HubClient.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final URI hub;
    private final Function<Throwable, String> reasons;

    /**
     * A client of that hub.
     *
     * @param hub its address without a path
     * @param reasons makes of a network error what a person is told
     */
    public HubClient(HttpClient http, URI hub, Function<Throwable, String> reasons) {
        this.http = http;
        this.hub = hub;
        this.reasons = reasons;
    }

    /** What the hub says about itself; needs no token. */
    public CompletableFuture<HubConfig> config() {
        return ask("GET", "/api/v1/config", "", null).thenApply(node -> {
            String issuer = node.path("issuer").asText("");
            String clientId = node.path("clientId").asText("tandem-desktop");
            return new HubConfig(issuer.isEmpty() ? null : URI.create(issuer), issuer.isEmpty() ? "" : clientId);
        });
    }

    /** The documents that this person may open. */
    public CompletableFuture<List<HubDocument>> documents(String token) {
        return ask("GET", "/api/v1/documents", token, null).thenApply(node -> {
            List<HubDocument> documents = new ArrayList<>();
            for (JsonNode entry : node.isArray() ? node : node.path("documents")) {
                document(entry).ifPresent(documents::add);
            }
            return documents;
        });
    }

    private static Optional<HubDocument> document(JsonNode entry) {
        Optional<Role> role = Role.ofWord(entry.path("role").asText(""));
        try {
            DocumentId id = new DocumentId(entry.path("id").asText(""));
            return role.map(known -> new HubDocument(id, entry.path("title").asText(""), known));
        } catch (IllegalArgumentException notAName) {
            LOG.warn("The hub lists a document whose name is none", notAName);
            return Optional.empty();
        }
    }

    /** Puts a document on the hub; it belongs to this person then. Does nothing if it does already. */
    public CompletableFuture<Void> create(String token, DocumentId id, String title) {
        String body = JSON.createObjectNode()
                .put("id", id.value())
                .put("title", title)
                .toString();
        return ask("POST", "/api/v1/documents", token, body).thenApply(done -> null);
    }

    /** Gives a document on the hub another title. */
    public CompletableFuture<Void> rename(String token, DocumentId id, String title) {
        String body = JSON.createObjectNode().put("title", title).toString();
        return ask("PATCH", path(id), token, body).thenApply(done -> null);
    }

    /** Who may open a document. */
    public CompletableFuture<List<HubMember>> members(String token, DocumentId id) {
        return ask("GET", path(id) + "/members", token, null).thenApply(node -> {
            List<HubMember> members = new ArrayList<>();
            for (JsonNode entry : node.isArray() ? node : node.path("members")) {
                String username = firstText(entry, "username", "subject");
                Role.ofWord(entry.path("role").asText(""))
                        .ifPresent(role -> members.add(
                                new HubMember(username, entry.path("name").asText(username), role)));
            }
            return members;
        });
    }

    private static String firstText(JsonNode entry, String... fields) {
        for (String field : fields) {
            if (entry.path(field).isTextual()) {
                return entry.path(field).textValue();
            }
        }
        return "";
    }

    /** Lets somebody open a document in that role. */
    public CompletableFuture<Void> put(String token, DocumentId id, String person, Role role) {
        String body = JSON.createObjectNode().put("role", role.word()).toString();
        return ask("PUT", path(id) + "/members/" + encoded(person), token, body).thenApply(done -> null);
    }

    /** Takes somebody's right to a document away. */
    public CompletableFuture<Void> revoke(String token, DocumentId id, String person) {
        return ask("DELETE", path(id) + "/members/" + encoded(person), token, null)
                .thenApply(done -> null);
    }

    private static String path(DocumentId id) {
        return "/api/v1/documents/" + encoded(id.value());
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private CompletableFuture<JsonNode> ask(String method, String path, String token, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.resolve(path))
                .timeout(TIMEOUT)
                .header("Accept", "application/json, application/problem+json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .handle((response, failed) -> {
                    if (failed != null) {
                        throw new CompletionException(new HubRefusedException(
                                "The hub " + hub.getAuthority() + " cannot be reached: " + reasons.apply(failed) + ".",
                                failed));
                    }
                    return answer(response);
                });
    }

    private JsonNode answer(HttpResponse<String> response) {
        JsonNode node = parsed(response);
        int status = response.statusCode();
        if (status >= 200 && status < 300) {
            if (node == null) {
                throw refused(
                        0, hub.getAuthority() + " answers, but not as a Tandem hub. Look at the address once more.");
            }
            return node;
        }
        String detail = node == null
                ? ""
                : node.path("detail").asText(node.path("title").asText(""));
        if (status == 401) {
            throw refused(status, "The hub does not accept the login. Log in again.");
        }
        if (!detail.isEmpty()) {
            throw refused(status, detail.endsWith(".") ? detail : detail + ".");
        }
        throw refused(
                status,
                status == 404
                        ? hub.getAuthority() + " answers, but not as a Tandem hub. Look at the address once more."
                        : "The hub did not do what was asked (status " + status + ").");
    }

    private static CompletionException refused(int status, String sentence) {
        return new CompletionException(new HubRefusedException(status, sentence));
    }

    private static @Nullable JsonNode parsed(HttpResponse<String> response) {
        try {
            return response.body().isBlank() ? MissingNode.getInstance() : JSON.readTree(response.body());
        } catch (JsonProcessingException notJson) {
            LOG.debug("The answer is not JSON", notJson);
            return null;
        }
    }
}
