package dev.tandem.editor.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.editor.DocumentSummary;
import dev.tandem.editor.session.HubState;
import dev.tandem.model.Role;
import java.io.PrintWriter;

/** What scripts read. Fields are only ever added. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ObjectNode of(DocumentSummary document, HubState hub) {
        Role role = document.role();
        ObjectNode node = object().put("id", document.id().value())
                .put("title", document.title())
                .put("changed", document.changed().toString())
                .put("characters", document.characters())
                .put("shared", document.shared())
                .put("role", role == null ? null : role.word());
        node.set("hub", of(hub));
        return node;
    }

    static ObjectNode of(HubState hub) {
        HubWords words = HubWords.of(hub);
        return object().put("state", words.state())
                .put("waiting", words.waiting())
                .put("reason", words.reason());
    }

    static void print(PrintWriter out, JsonNode node) {
        try {
            out.println(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of plain values is always JSON", impossible);
        }
    }
}
