package dev.tandem.crdt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.protocol.MalformedMessageException;
import org.jspecify.annotations.Nullable;

/**
 * A place in a text that stays where it is while others write around it: what Yjs calls a relative position, in its JSON
 * form as carets on the wire carry it, {@code {"type":null,"tname":"content","item":{"client":1,"clock":2},"assoc":0}}.
 *
 * <p>Immutable.
 *
 * @param type the item that holds a nested text, or null for a text at the root
 * @param root the name of the root text, or null
 * @param item the unit that the position sticks to, or null for an end of the text
 * @param side which neighbour it sticks to; for a position without an item, which end of the text it is
 */
public record StickyPosition(
        @Nullable Id type, @Nullable String root, @Nullable Id item, Side side) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    /** 2<sup>53</sup> - 1, the largest integer that JavaScript holds exactly. */
    private static final long MAX_NUMBER = (1L << 53) - 1;

    /** The unit of text that a client wrote at a clock of its own. */
    public record Id(long client, long clock) {}

    /** Which neighbour a position moves with. */
    public enum Side {
        /** With the unit before it ({@code assoc} -1): text inserted exactly here goes after the position. */
        LEFT,
        /** With the unit after it ({@code assoc} 0): text inserted exactly here goes before the position. */
        RIGHT
    }

    /** Yjs's JSON form, with every field written out. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("type", toJson(type));
        json.put("tname", root);
        json.set("item", toJson(item));
        json.put("assoc", side == Side.LEFT ? -1 : 0);
        return json;
    }

    private static @Nullable ObjectNode toJson(@Nullable Id id) {
        if (id == null) {
            return null;
        }
        return JsonNodeFactory.instance.objectNode().put("client", id.client).put("clock", id.clock);
    }

    /**
     * Reads Yjs's JSON form; absent fields mean null, an absent {@code assoc} means 0.
     *
     * @throws MalformedMessageException if it is not a relative position
     */
    public static StickyPosition fromJson(JsonNode json) throws MalformedMessageException {
        if (!json.isObject()) {
            throw new MalformedMessageException("a relative position is a JSON object");
        }
        JsonNode name = json.path("tname");
        if (!name.isTextual() && !isAbsent(name)) {
            throw new MalformedMessageException("the tname of a relative position is text");
        }
        JsonNode assoc = json.path("assoc");
        if (!assoc.isIntegralNumber() && !isAbsent(assoc)) {
            throw new MalformedMessageException("the assoc of a relative position is an integer");
        }
        return new StickyPosition(
                id(json.path("type")),
                name.isTextual() ? name.textValue() : null,
                id(json.path("item")),
                assoc.bigIntegerValue().signum() < 0 ? Side.LEFT : Side.RIGHT);
    }

    /**
     * Reads Yjs's JSON form from text.
     *
     * @throws MalformedMessageException if it is not JSON, or not a relative position
     */
    public static StickyPosition fromJson(String json) throws MalformedMessageException {
        try {
            return fromJson(JSON.readTree(json));
        } catch (JsonProcessingException notJson) {
            throw new MalformedMessageException("a relative position is JSON", notJson);
        }
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static @Nullable Id id(JsonNode node) throws MalformedMessageException {
        if (isAbsent(node)) {
            return null;
        }
        return new Id(number(node.path("client")), number(node.path("clock")));
    }

    private static long number(JsonNode node) throws MalformedMessageException {
        if (!node.canConvertToLong()
                || !node.isIntegralNumber()
                || node.longValue() < 0
                || node.longValue() > MAX_NUMBER) {
            throw new MalformedMessageException("client and clock are integers from 0 to 2^53 - 1");
        }
        return node.longValue();
    }
}
