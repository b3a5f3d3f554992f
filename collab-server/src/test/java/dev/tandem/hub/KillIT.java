package dev.tandem.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.testkit.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the hub's process at random points while editors write, and looks for every acknowledged edit after each restart.
 * 3 kills; 50 in the profile {@code proof}.
 */
class KillIT {

    private static final int KILLS = Boolean.getBoolean("tandem.proof") ? 50 : 3;
    private static final int DOCUMENTS = 3;

    @TempDir
    private Path data;

    @Test
    void nothingAcknowledgedIsMissingAfterAKill() throws Exception {
        long seed = System.nanoTime();
        System.out.println("KillIT seed " + seed);
        Random random = new Random(seed);
        List<List<String>> acknowledged = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            acknowledged.add(new ArrayList<>());
        }
        for (int kill = 0; kill < KILLS; kill++) {
            HubProcess hub = HubProcess.start(data);
            assertEverythingIsThere(hub.uri(), acknowledged, seed);
            writeAndKill(hub, kill, random, acknowledged);
        }
        HubProcess last = HubProcess.start(data);
        assertEverythingIsThere(last.uri(), acknowledged, seed);
        last.kill();
        assertThat(acknowledged).allSatisfy(words -> assertThat(words).isNotEmpty());
    }

    @Test
    void aTerminatedHubAcknowledgesAndSaysThatItRestarts() throws Exception {
        HubProcess hub = HubProcess.start(data);
        try (SyncPeer peer = SyncPeer.open(hub.uri(), "doc", "")) {
            await().atMost(30, TimeUnit.SECONDS).until(() -> peer.accepted() == 1);
            for (int i = 0; i < 50; i++) {
                peer.append("word ");
            }
            await().until(() -> peer.accepted() > 1);
            hub.process().destroy();
            assertThat(peer.socket().closed().get(20, TimeUnit.SECONDS)).isEqualTo(1012);
            // Everything that the hub had read before it stopped reading is answered, and what is answered is there.
            long accepted = peer.accepted() - 1;
            assertThat(hub.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
            HubProcess again = HubProcess.start(data);
            String text = new Rest(again.uri(), null)
                    .get("/api/v1/documents/doc/text")
                    .text();
            again.kill();
            assertThat(text).isEqualTo("word ".repeat((int) accepted));
        }
    }

    private static void writeAndKill(HubProcess hub, int kill, Random random, List<List<String>> acknowledged)
            throws Exception {
        List<SyncPeer> peers = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            peers.add(SyncPeer.open(hub.uri(), "doc-" + i, ""));
        }
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> peers.stream().allMatch(peer -> peer.isSynced() && peer.accepted() == 1));
        // At a random one of many edits, so somewhere between arrival, journal, database and answer.
        int edits = 50 + random.nextInt(300);
        List<List<String>> sent = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            sent.add(new ArrayList<>());
        }
        for (int edit = 0; edit < edits; edit++) {
            int document = random.nextInt(DOCUMENTS);
            String word = "<" + kill + "." + edit + ">";
            sent.get(document).add(word);
            peers.get(document).append(word);
        }
        Thread.sleep(random.nextInt(200));
        hub.kill();
        for (int i = 0; i < DOCUMENTS; i++) {
            SyncPeer peer = peers.get(i);
            assertThat(peer.socket().closed().get(10, TimeUnit.SECONDS)).isNotNull();
            // The first answer was for the empty step 2.
            int answers = (int) peer.accepted() - 1;
            acknowledged.get(i).addAll(sent.get(i).subList(0, answers));
            peer.close();
        }
    }

    private static void assertEverythingIsThere(URI hub, List<List<String>> acknowledged, long seed) {
        for (int i = 0; i < DOCUMENTS; i++) {
            List<String> words = acknowledged.get(i);
            if (words.isEmpty()) {
                continue;
            }
            String text = new Rest(hub, null)
                    .get("/api/v1/documents/doc-" + i + "/text")
                    .text();
            for (String word : words) {
                assertThat(text).as("seed %d, document %d", seed, i).containsOnlyOnce(word);
            }
        }
    }

    /** A hub in a process of its own. */
    private record HubProcess(Process process, URI uri) {

        static HubProcess start(Path data) throws IOException {
            Process process = JavaProcess.of(
                            HubMain.class,
                            List.of("-Xmx256m", "-XX:+UseSerialGC"),
                            List.of("--auth", "none", "--port", "0", "--data", data.toString()))
                    .start();
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = out.readLine();
            if (line == null || !line.contains("listening")) {
                process.destroyForcibly();
                throw new AssertionError("the hub did not start: " + line);
            }
            return new HubProcess(process, URI.create(line.substring(line.indexOf("http://"))));
        }

        /** As {@code kill -9} does it. */
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }
}
