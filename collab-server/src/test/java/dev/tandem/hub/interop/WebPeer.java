package dev.tandem.hub.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.testkit.NodeProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An editor on the web in its own Node process. Confined to the thread of the test. */
final class WebPeer implements AutoCloseable {

    static final String Y_WEBSOCKET = "y-websocket";
    static final String HOCUSPOCUS_4 = "hocuspocus-4";
    static final String HOCUSPOCUS_3 = "hocuspocus-3";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final NodeProcess node;

    private WebPeer(NodeProcess node) {
        this.node = node;
    }

    static WebPeer open(String kind, int port, String document, String person, String... token) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(kind, "ws://127.0.0.1:" + port, document, person));
        arguments.addAll(List.of(token));
        return new WebPeer(NodeProcess.start(Path.of("src/test/node"), "peer.mjs", arguments.toArray(String[]::new)));
    }

    /** What this editor sees now. */
    record View(JsonNode json) {

        String text() {
            return json.get("text").asText();
        }

        int length() {
            return json.get("length").intValue();
        }

        boolean synced() {
            return json.get("synced").booleanValue();
        }

        boolean connected() {
            return json.get("connected").booleanValue();
        }

        /** The count of changes that the hub has not yet acknowledged. */
        int unsynced() {
            return json.get("unsynced").intValue();
        }

        List<String> people() {
            List<String> names = new ArrayList<>();
            json.get("people").fieldNames().forEachRemaining(names::add);
            return names.stream().sorted().toList();
        }

        /** Where the caret of a person is in this editor's own text; -1 if it is not shown. */
        int caretOf(String person) {
            return json.get("people").path(person).asInt(-1);
        }

        String denied() {
            return json.get("denied").asText();
        }

        /** Whether this editor may write, as a provider of Hocuspocus knows it. */
        String scope() {
            return json.get("scope").asText();
        }

        /** Whether y-websocket goes on trying to connect. */
        boolean retries() {
            return json.get("retries").booleanValue();
        }

        List<Integer> closes() {
            List<Integer> codes = new ArrayList<>();
            json.get("closes").forEach(code -> codes.add(code.intValue()));
            return codes;
        }
    }

    View look() {
        return tell(command("look"));
    }

    View insert(int at, String text) {
        return tell(command("insert").put("at", at).put("text", text));
    }

    View append(String text) {
        return tell(command("append").put("text", text));
    }

    View remove(int at, int length) {
        return tell(command("remove").put("at", at).put("length", length));
    }

    View type(String text) {
        return tell(command("type").put("text", text));
    }

    View cursor(int at) {
        return tell(command("cursor").put("at", at));
    }

    /** The token for the next time that one is asked for. */
    View use(String token) {
        return tell(command("use").put("token", token));
    }

    View disconnect() {
        return tell(command("disconnect"));
    }

    View connect() {
        return tell(command("connect"));
    }

    @Override
    public void close() {
        node.close();
    }

    private static ObjectNode command(String action) {
        return JSON.createObjectNode().put("do", action);
    }

    private View tell(ObjectNode command) {
        try {
            return new View(JSON.readTree(node.ask(command.toString())));
        } catch (IOException e) {
            throw new AssertionError("the peer does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
