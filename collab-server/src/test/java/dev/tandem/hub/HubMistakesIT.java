package dev.tandem.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads who starts a hub the wrong way: all that the process writes, and how it ends. */
class HubMistakesIT {

    @TempDir
    private Path directory;

    private record Ended(int exitCode, String out, String err) {}

    private ProcessBuilder hub(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                // The hub's own, not the tests'.
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tandem.hub.HubMain"));
        if (Runtime.version().feature() >= 24) {
            command.addAll(1, List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out.txt").toFile())
                .redirectError(directory.resolve("err.txt").toFile());
        // Java says on standard error when it takes options from here.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        return builder;
    }

    private String written(String file) throws IOException {
        return Files.readString(directory.resolve(file), StandardCharsets.UTF_8);
    }

    private String assertSentence(int exitCode, String sentence, String... arguments) throws Exception {
        Process process = hub(arguments).start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        Ended ended = new Ended(process.exitValue(), written("out.txt"), written("err.txt"));
        assertThat(ended.err().lines()).as("standard error").hasSize(1);
        assertThat(ended.err()).startsWith("tandem hub: ").contains(sentence).doesNotContain("Exception");
        assertThat(ended.out()).isEmpty();
        assertThat(ended.exitCode()).isEqualTo(exitCode);
        return ended.err();
    }

    @Test
    void aWrongFlagIsNamed() throws Exception {
        assertSentence(2, "Unknown option: '--bogus'. See tandem hub --help.", "--bogus");
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            assertSentence(
                    1,
                    "Port " + port + " on 127.0.0.1 cannot be used",
                    "--port",
                    port,
                    "--data",
                    directory.resolve("data").toString());
        }
    }

    @Test
    void aDataDirectoryOfAnotherHubIsNamedAndTheOtherGoesOn() throws Exception {
        Path data = directory.resolve("data");
        try (Hub hub = Hub.start(HubConfig.open(data))) {
            assertSentence(
                    1,
                    "The store in " + data + " is open in another process; close the other Tandem that uses it.",
                    "--port",
                    "0",
                    "--data",
                    data.toString());
            assertThat(new Rest(hub.uri(), null).get("/health/ready").status()).isEqualTo(200);
        }
    }

    @Test
    void aDataDirectoryThatCannotBeWrittenIsNamed() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "ro,size=64k", "tmpfs", disk.toString()),
                "needs the right to mount a disk that cannot be written");
        try {
            for (Path data : List.of(disk, disk.resolve("data"))) {
                assertSentence(1, "Read-only file system", "--port", "0", "--data", data.toString());
            }
        } finally {
            assertThat(run("umount", disk.toString())).isTrue();
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

    @Test
    void aDamagedDatabaseIsNamedAndLeftAsItIs() throws Exception {
        Path data = directory.resolve("data");
        Hub.start(HubConfig.open(data)).close();
        Path file = data.resolve("tandem.mv.db");
        byte[] damaged = Files.readAllBytes(file);
        long seed = System.nanoTime();
        new Random(seed).nextBytes(damaged);
        Files.write(file, damaged);
        assertSentence(1, "The database " + file + " is damaged or was not made by Tandem", "--data", data.toString());
        assertThat(Files.readAllBytes(file)).as("seed " + seed).isEqualTo(damaged);
    }

    @Test
    void aDatabaseServerThatIsAwayIsNamedWithoutThePassword() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        String url = "jdbc:postgresql://127.0.0.1:" + free + "/tandem";
        String said = assertSentence(
                1, "The database " + url + " cannot be reached", "--database", url + "?user=tandem&password=hush");
        assertThat(said).doesNotContain("hush");
    }

    @Test
    void aLoginServiceThatIsAwayIsSaidOnceWhileTheHubWaitsForIt() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        String issuer = "http://127.0.0.1:" + free + "/realms/tandem";
        Process process = hub(
                        "--port",
                        "0",
                        "--issuer",
                        issuer,
                        "--data",
                        directory.resolve("data").toString())
                .start();
        try {
            await().atMost(90, TimeUnit.SECONDS).until(() -> written("out.txt").contains("listening on http"));
            URI uri = URI.create(written("out.txt").strip().replaceFirst(".* ", ""));
            await().atMost(30, TimeUnit.SECONDS).until(() -> written("err.txt").contains("login service"));
            Rest.Answer ready = new Rest(uri, null).get("/health/ready");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.text()).contains("The login service does not answer at " + issuer);
            assertThat(written("err.txt").lines())
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("WARN", "The login service does not answer at " + issuer)
                    .endsWith(": the connection is refused.");
        } finally {
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS))
                    .as("ends when told to")
                    .isTrue();
        }
    }
}
