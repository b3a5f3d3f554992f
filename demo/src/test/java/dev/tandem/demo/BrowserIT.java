package dev.tandem.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.keycloak.Child;
import dev.tandem.model.DocumentId;
import dev.tandem.testkit.NodeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * Everything that speaks Yjs in one document at once: the desktop editor, a y-websocket 3 client and a Hocuspocus 4
 * provider in Node, and y-codemirror.next in a real Chromium. Everyone writes, everyone has the same text in the end, and
 * carets are seen in both directions.
 */
class BrowserIT {
    private static final Path NODE = Path.of("src", "test", "node");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void theDesktopEditorAndEveryKindOfYjsClientWriteOneDocument() throws Exception {
        Path chromium = chromium();
        try (Child hub = Program.start(
                        "hub",
                        "dev.tandem.hub.HubMain",
                        List.of("--port=0", "--data=" + directory.resolve("hub"), "--auth=none"),
                        Map.of(),
                        directory);
                DesktopEditor desktop = DesktopEditor.open(directory.resolve("desktop"), House.awaitAddress(hub))) {
            DocumentId document = desktop.document();
            String webSocket = House.awaitAddress(hub).toString().replaceFirst("http", "ws");
            desktop.insert(0, "desktop\n");
            try (NodeProcess peers = NodeProcess.start(NODE, "peers.mjs", webSocket, document.toString());
                    NodeProcess browser = NodeProcess.start(
                            NODE, "browser.mjs", chromium.toString(), webSocket, document.toString())) {
                assertThat(browser.receive(Duration.ofMinutes(2))).isEqualTo("\"ready\"");
                everyoneHas("desktop\n", desktop, peers, browser);

                // Everyone at once, each at another place; what comes out is decided by the merge alone.
                ask(browser, command("press").put("key", "Control+End"));
                ask(browser, command("type").put("text", "browser é 日本 😀"));
                ask(peers, peer("websocket", "insert").put("at", 0).put("text", "websocket "));
                ask(peers, peer("hocuspocus", "insert").put("at", 0).put("text", "hocuspocus 👩‍🚀 "));
                desktop.insert(0, "swing ");
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> desktop.text().length()
                                == "desktop\nbrowser é 日本 😀websocket hocuspocus 👩‍🚀 swing ".length());
                String merged = desktop.text();
                assertThat(merged)
                        .contains("websocket ", "hocuspocus 👩‍🚀 ", "swing ")
                        .endsWith("desktop\nbrowser é 日本 😀");
                everyoneHas(merged, desktop, peers, browser);

                caretsShowInBothDirections(desktop, peers, browser, merged);
                Path picture = Files.createDirectories(Path.of("target", "screenshots"))
                        .resolve("browser.png");
                ask(
                        browser,
                        command("screenshot")
                                .put("path", picture.toAbsolutePath().toString()));
                desktop.picture(picture.resolveSibling("beside-a-browser.png"));
            }
        }
    }

    private static void caretsShowInBothDirections(
            DesktopEditor desktop, NodeProcess peers, NodeProcess browser, String merged) throws Exception {
        ask(peers, peer("websocket", "caret").put("at", 3).put("name", "Wendy"));
        ask(peers, peer("hocuspocus", "caret").put("at", 5).put("name", "Hector"));
        ask(browser, command("press").put("key", "Control+Home"));
        desktop.moveCaret(7);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(desktop.carets()).contains(entry("Wendy", 3), entry("Hector", 5), entry("Browser", 0));
            assertThat(carets(ask(browser, command("carets"))))
                    .contains(entry("Wendy", 3), entry("Hector", 5))
                    .containsValue(7);
            assertThat(carets(ask(peers, peer("websocket", "carets"))))
                    .contains(entry("Hector", 5), entry("Browser", 0))
                    .containsValue(7);
            assertThat(carets(ask(peers, peer("hocuspocus", "carets"))))
                    .contains(entry("Wendy", 3), entry("Browser", 0))
                    .containsValue(7);
        });
        // Somebody writes in front of them, and every caret stays with its text.
        desktop.insert(0, "ab");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(desktop.carets()).contains(entry("Wendy", 5), entry("Hector", 7));
            assertThat(carets(ask(browser, command("carets")))).contains(entry("Wendy", 5), entry("Hector", 7));
        });
        everyoneHas("ab" + merged, desktop, peers, browser);
    }

    private static void everyoneHas(String text, DesktopEditor desktop, NodeProcess peers, NodeProcess browser) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(desktop.text()).isEqualTo(text);
            assertThat(ask(peers, peer("websocket", "text")).asText()).isEqualTo(text);
            assertThat(ask(peers, peer("hocuspocus", "text")).asText()).isEqualTo(text);
            assertThat(ask(peers, peer("websocket", "synced")).asBoolean()).isTrue();
            assertThat(ask(peers, peer("hocuspocus", "synced")).asBoolean()).isTrue();
            assertThat(ask(browser, command("text")).asText()).isEqualTo(text);
        });
    }

    private static Map<String, Integer> carets(JsonNode answer) {
        return answer.properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().asInt()));
    }

    private static JsonNode ask(NodeProcess process, ObjectNode command) throws IOException, InterruptedException {
        return JSON.readTree(process.ask(JSON.writeValueAsString(command)));
    }

    private static ObjectNode command(String what) {
        return JSON.createObjectNode().put("do", what);
    }

    private static ObjectNode peer(String peer, String what) {
        return command(what).put("peer", peer);
    }

    private static Path chromium() {
        Function<String, Optional<Path>> onPath =
                name -> List.of(System.getenv("PATH").split(":")).stream()
                        .map(part -> Path.of(part, name))
                        .filter(Files::isExecutable)
                        .findFirst();
        return onPath.apply("chromium").or(() -> onPath.apply("google-chrome")).orElseThrow(() -> {
            System.err.println("SKIPPED: there is no chromium on the PATH, so no browser joins the desktop editor.");
            return new TestAbortedException("no chromium on the PATH");
        });
    }
}
