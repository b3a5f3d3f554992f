package dev.tandem.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one person shows of themselves, as editors on the web write it: a name with colours, and a cursor.
 *
 * @param user who it is; null from a client that does not say
 * @param cursor where they are; null when they are nowhere in the text
 */
public record AwarenessState(@Nullable User user, @Nullable Cursor cursor) {

    private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final Pattern COLOR_LIGHT = Pattern.compile("#[0-9a-fA-F]{6}([0-9a-fA-F]{2})?");

    /**
     * A person.
     *
     * @param name to be shown beside the caret
     * @param color of the caret, {@code #rrggbb}; null when the client gave none or something else
     * @param colorLight of the selection, {@code #rrggbb} or {@code #rrggbbaa}; null as above
     */
    public record User(
            String name, @Nullable String color, @Nullable String colorLight) {}

    /**
     * A caret or a selection: two positions in Yjs's relative JSON form, which the CRDT resolves.
     *
     * @param anchor where the selection began
     * @param head where the caret is
     */
    public record Cursor(JsonNode anchor, JsonNode head) {}

    /**
     * Reads a state. What is not there, or not of the usual form, is null; what else is in it is left aside.
     *
     * @throws MalformedMessageException if it is not a JSON object
     */
    public static AwarenessState parse(String json) throws MalformedMessageException {
        JsonNode root = tree(json);
        JsonNode user = root.path("user");
        JsonNode cursor = root.path("cursor");
        return new AwarenessState(
                user.path("name").isTextual()
                        ? new User(
                                user.path("name").textValue(),
                                matching(user.path("color"), COLOR),
                                matching(user.path("colorLight"), COLOR_LIGHT))
                        : null,
                cursor.path("anchor").isObject() && cursor.path("head").isObject()
                        ? new Cursor(cursor.get("anchor"), cursor.get("head"))
                        : null);
    }

    /** The state as it travels. */
    public String toJson() {
        ObjectNode root = JsonText.MAPPER.createObjectNode();
        if (user != null) {
            ObjectNode node = root.putObject("user").put("name", user.name());
            if (user.color() != null) {
                node.put("color", user.color());
            }
            if (user.colorLight() != null) {
                node.put("colorLight", user.colorLight());
            }
        }
        if (cursor != null) {
            ObjectNode node = root.putObject("cursor");
            node.set("anchor", cursor.anchor());
            node.set("head", cursor.head());
        }
        return root.toString();
    }

    /**
     * The same state with another name in {@code user.name}; everything else in it stays. A hub that knows who someone is
     * puts that name there, since anyone can claim to be anyone.
     *
     * @throws MalformedMessageException if the state is not a JSON object
     */
    public static String withUserName(String json, String name) throws MalformedMessageException {
        ObjectNode root = tree(json);
        JsonNode user = root.get("user");
        ObjectNode named = user instanceof ObjectNode object ? object : root.putObject("user");
        named.put("name", name);
        return root.toString();
    }

    private static ObjectNode tree(String json) throws MalformedMessageException {
        try {
            if (JsonText.MAPPER.readTree(json) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new MalformedMessageException("not JSON", e);
        }
        throw new MalformedMessageException("a state is not a JSON object");
    }

    private static @Nullable String matching(JsonNode node, Pattern pattern) {
        return node.isTextual() && pattern.matcher(node.textValue()).matches() ? node.textValue() : null;
    }
}
