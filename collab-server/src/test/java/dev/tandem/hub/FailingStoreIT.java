package dev.tandem.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.protocol.Update;
import io.vertx.core.json.JsonObject;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that fails while people write: said, waited for, and nothing lost. */
class FailingStoreIT {

    @TempDir
    private Path directory;

    private static ConditionFactory soon() {
        return await().atMost(40, TimeUnit.SECONDS);
    }

    @Test
    void aFullDiskIsSaidAndWaitedForAndNothingIsLost() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk.toString()),
                "needs the right to mount a small disk");
        try {
            fillAndFree(disk, disk.resolve("filler"));
        } finally {
            assertThat(run("umount", "-l", disk.toString())).isTrue();
        }
    }

    private static void fillAndFree(Path disk, Path filler) throws Exception {
        HubConfig config = HubConfig.open(disk.resolve("hub"));
        String paste = "paste ".repeat(4_000);
        try (Hub hub = Hub.start(config)) {
            Rest rest = new Rest(hub.uri(), null);
            try (SyncPeer ana = SyncPeer.open(hub.uri(), "notes", "");
                    YjsPeer ben = YjsPeer.open(hub.uri(), "notes", null)) {
                soon().until(() -> ana.accepted() == 1 && ben.synced.isDone());
                ana.append("before ");
                soon().until(() -> ana.accepted() == 2 && ben.text().equals("before "));

                fill(filler);
                Update bens = ben.append(paste);
                soon().until(() -> ana.text().equals("before " + paste));
                ana.append("end");
                // Relaying goes on; nobody is told that it is safe.
                soon().until(() -> ana.text().equals("before " + paste + "end")
                        && ben.text().equals("before " + paste + "end"));
                soon().until(() -> rest.get("/health/ready").status() == 503);
                assertThat(rest.get("/health/ready").json().getString("reason"))
                        .startsWith("Writing to ")
                        .contains("No space left on device")
                        .endsWith(" It is tried again.");
                assertThat(rest.get("/health/live").status()).isEqualTo(200);
                assertThat(ana.accepted()).isEqualTo(2);
                assertThat(ben.echoed(bens)).isFalse();
                // What was there can still be read, and what would be new is refused with a sentence, not kept waiting.
                assertThat(rest.get("/api/v1/documents/notes/text").text()).isEqualTo("before ");
                Rest.Answer refused = rest.post("/api/v1/documents", new JsonObject().put("title", "Not now"));
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.detail()).contains("Try again later");
                try (YjsPeer late = YjsPeer.connect(hub.uri(), "another", null);
                        YjsPeer cleo = YjsPeer.open(hub.uri(), "notes", null)) {
                    assertThat(late.socket().closed().get(30, TimeUnit.SECONDS)).isEqualTo(1013);
                    soon().until(() -> cleo.text().equals("before " + paste + "end"));
                }

                Files.delete(filler);
                soon().until(() -> ana.accepted() == 3 && ben.echoed(bens));
                soon().until(() -> rest.get("/health/ready").status() == 200);
                assertThat(rest.post(
                                        "/api/v1/documents",
                                        new JsonObject()
                                                .put("id", UUID.randomUUID().toString())
                                                .put("title", "Now"))
                                .status())
                        .isEqualTo(201);
            }
        }
        try (Hub again = Hub.start(config)) {
            assertThat(new Rest(again.uri(), null)
                            .get("/api/v1/documents/notes/text")
                            .text())
                    .isEqualTo("before " + paste + "end");
        }
    }

    private static void fill(Path filler) throws IOException {
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private EmbeddedPostgres postgres(int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("postgres"))
                .setCleanDataDirectory(false);
        return port == 0 ? builder.start() : builder.setPort(port).start();
    }

    @Test
    void aDatabaseThatIsGoneIsSaidAndWaitedForAndNothingIsLost() throws Exception {
        EmbeddedPostgres postgres = postgres(0);
        int port = postgres.getPort();
        HubConfig config =
                HubConfig.open(directory.resolve("unused")).withDatabase(postgres.getJdbcUrl("postgres", "postgres"));
        try (Hub hub = Hub.start(config)) {
            Rest rest = new Rest(hub.uri(), null);
            try (SyncPeer ana = SyncPeer.open(hub.uri(), "notes", "");
                    YjsPeer ben = YjsPeer.open(hub.uri(), "notes", null)) {
                soon().until(() -> ana.accepted() == 1 && ben.synced.isDone());
                ana.append("before ");
                soon().until(() -> ana.accepted() == 2);

                postgres.close();
                ana.append("meanwhile");
                soon().until(() -> ben.text().equals("before meanwhile"));
                soon().until(() -> rest.get("/health/ready").status() == 503);
                assertThat(rest.get("/health/ready").json().getString("reason"))
                        .endsWith(" again.")
                        .doesNotContain("Exception");
                assertThat(ana.accepted()).isEqualTo(2);

                postgres = postgres(port);
                soon().until(() -> ana.accepted() == 3);
                soon().until(() -> rest.get("/health/ready").status() == 200);
                assertThat(rest.get("/api/v1/documents/notes/text").text()).isEqualTo("before meanwhile");
            }
        } finally {
            postgres.close();
        }
    }
}
