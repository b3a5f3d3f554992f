package dev.tandem.editor.login;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a login gave. Immutable. Its text form shows no secret.
 *
 * @param issuer who gave it
 * @param clientId to which client it was given
 * @param accessToken what the hub wants to see
 * @param expires when the access token ends, by this device's clock
 * @param refreshToken what gets the next access token, or null if the server gave none
 * @param idToken the signed statement of who logged in, kept for the logout
 * @param subject the person's unchanging id
 * @param username the person's short name
 * @param name the name that others see
 */
public record Tokens(
        URI issuer,
        String clientId,
        String accessToken,
        Instant expires,
        @Nullable String refreshToken,
        String idToken,
        String subject,
        String username,
        String name) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The form in which a vault keeps it. */
    String toJson() {
        ObjectNode node = JSON.createObjectNode()
                .put("issuer", issuer.toString())
                .put("clientId", clientId)
                .put("accessToken", accessToken)
                .put("expires", expires.toString())
                .put("refreshToken", refreshToken)
                .put("idToken", idToken)
                .put("subject", subject)
                .put("username", username)
                .put("name", name);
        return node.toString();
    }

    /** Reads what {@link #toJson()} wrote; empty if it is something else. */
    static Optional<Tokens> fromJson(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            if (node == null || !node.isObject()) {
                return Optional.empty();
            }
            JsonNode refresh = node.path("refreshToken");
            return Optional.of(new Tokens(
                    URI.create(text(node, "issuer")),
                    text(node, "clientId"),
                    text(node, "accessToken"),
                    Instant.parse(text(node, "expires")),
                    refresh.isTextual() ? refresh.textValue() : null,
                    text(node, "idToken"),
                    text(node, "subject"),
                    text(node, "username"),
                    text(node, "name")));
        } catch (JsonProcessingException | RuntimeException notOurs) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode node, String field) {
        String value = node.path(field).textValue();
        if (value == null) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }

    @Override
    public String toString() {
        return "Tokens[" + username + " at " + issuer + ", until " + expires + "]";
    }
}
