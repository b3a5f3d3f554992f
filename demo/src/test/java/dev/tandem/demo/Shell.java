package dev.tandem.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.keycloak.Child;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * A person at a shell: the real {@code tandem}, with the programs that the build made, in a home of its own. The browser of
 * this home only notes which page it was to show, and there is no key store.
 */
final class Shell {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES =
            List.of("shared-model", "keycloak-realm", "collab-server", "editor-client", "demo");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path home;
    private final Path launcher;
    private int runs;

    /** What a command that ended said. */
    record Said(int exitCode, String out, String err) {}

    /** @param home made if needed */
    Shell(Path home) throws IOException {
        this.home = Files.createDirectories(home);
        this.launcher = layOut(home.resolve("program"));
        Path bin = Files.createDirectories(home.resolve("bin"));
        Path browser = Files.writeString(
                bin.resolve("xdg-open"),
                "#!/bin/sh\nprintf '%s' \"$1\" >\"$HOME/page.part\" && mv \"$HOME/page.part\" \"$HOME/page\"\n");
        Files.setPosixFilePermissions(browser, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The project as the build left it, without its sources: there is nothing newer than the build. */
    private static Path layOut(Path root) throws IOException {
        Files.createDirectories(root.resolve("target"));
        Path script = Files.copy(PROJECT.resolve("tandem"), root.resolve("tandem"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(PROJECT.resolve("pom.xml"), root.resolve("pom.xml"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String module : MODULES) {
            Path directory = Files.createDirectories(root.resolve(module));
            Files.createDirectories(directory.resolve("src").resolve("main"));
            Files.copy(PROJECT.resolve(module).resolve("pom.xml"), directory.resolve("pom.xml"));
            Files.createSymbolicLink(
                    directory.resolve("target"), PROJECT.resolve(module).resolve("target"));
        }
        Path mark = Files.writeString(root.resolve("target").resolve("tandem.built"), "");
        Files.setLastModifiedTime(mark, FileTime.from(Instant.now().plusSeconds(2)));
        return script;
    }

    Path home() {
        return home;
    }

    /** Where this home's documents lie. */
    Path profile() {
        return home.resolve("data").resolve("tandem");
    }

    /** Runs a command to its end. */
    Said run(String... arguments) throws IOException, InterruptedException {
        return typing("", arguments);
    }

    /** The same, with something on its standard input. */
    Said typing(String input, String... arguments) throws IOException, InterruptedException {
        Running running = start(arguments);
        try (var in = running.process().outputWriter()) {
            in.write(input);
        }
        return running.end();
    }

    /** Starts a command that waits for somebody. */
    Running start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        int run = runs++;
        Path out = home.resolve("out-" + run);
        Path err = home.resolve("err-" + run);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment());
        return new Running(builder.start(), out, err, String.join(" ", arguments));
    }

    /** Starts a hub, which ends when it is closed. */
    Child hub(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString(), "hub"));
        command.addAll(List.of(arguments));
        return Child.start("hub", command, environment(), home, home.resolve("hub-" + runs++ + ".log"));
    }

    private Map<String, String> environment() {
        return Map.of(
                "PATH", home.resolve("bin") + ":/usr/local/bin:/usr/bin:/bin",
                "HOME", home.toString(),
                "XDG_DATA_HOME", home.resolve("data").toString(),
                // A person's own key store has no place for the logins of a test.
                "DBUS_SESSION_BUS_ADDRESS", "unix:path=" + home.resolve("no-bus"),
                "JAVA_HOME", System.getProperty("java.home"));
    }

    /** The page that the browser was last told to show. */
    URI pageShown() {
        Path page = home.resolve("page");
        Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(page));
        try {
            URI shown = URI.create(Files.readString(page));
            Files.delete(page);
            return shown;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A command that runs. */
    record Running(Process process, Path out, Path err, String name) {

        /** Waits until it has printed something like that, and returns the pattern's first group. */
        String awaitOutput(Pattern pattern) {
            return Awaitility.await()
                    .atMost(PATIENCE)
                    .until(
                            () -> {
                                Matcher found = pattern.matcher(Files.readString(out));
                                // One that has ended says nothing more.
                                assertThat(process.isAlive() || found.find())
                                        .as("tandem %s: %s", name, Files.readString(err))
                                        .isTrue();
                                found.reset();
                                return found.find() ? found.group(1) : "";
                            },
                            text -> !text.isEmpty());
        }

        Said end() throws IOException, InterruptedException {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("tandem %s ends", name)
                    .isTrue();
            return new Said(process.exitValue(), Files.readString(out), Files.readString(err));
        }
    }
}
