package dev.tandem.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real launcher in a copy of the project's outline, in a directory with spaces in its name. The tools that it calls
 * are scripts that say how they were called.
 */
class LauncherTest {
    private static final Path LAUNCHER =
            Path.of("..", "tandem").toAbsolutePath().normalize();
    private static final List<String> MODULES =
            List.of("shared-model", "keycloak-realm", "collab-server", "editor-client", "demo");

    @TempDir
    Path directory;

    Path root;
    Path tools;

    @BeforeEach
    void layOut() throws IOException {
        root = Files.createDirectories(directory.resolve("a project with spaces"));
        Files.copy(LAUNCHER, root.resolve("tandem"));
        executable(root.resolve("tandem"), Files.readString(LAUNCHER));
        Files.writeString(root.resolve("pom.xml"), "<project>\n  <version>1.2.3</version>\n</project>\n");
        for (String module : MODULES) {
            Path main =
                    Files.createDirectories(root.resolve(module).resolve("src").resolve("main"));
            Files.writeString(main.resolve("Some.java"), "");
            Files.createDirectories(root.resolve(module).resolve("target").resolve("lib"));
            Files.writeString(root.resolve(module).resolve("target").resolve(module + "-1.2.3.jar"), "");
            Files.writeString(root.resolve(module).resolve("pom.xml"), "");
        }
        Path crate = Files.createDirectories(root.resolve("shared-model/src/main/rust"));
        Files.writeString(crate.resolve("Cargo.toml"), "[package]\nrust-version = \"1.77\"\n");
        built(Instant.now());
        tools = Files.createDirectories(directory.resolve("tools"));
        for (String tool : List.of("bash", "cat", "dirname", "readlink", "find", "mkdir", "touch", "rm", "mv")) {
            Path real = List.of("/usr/bin", "/bin").stream()
                    .map(bin -> Path.of(bin, tool))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            executable(tools.resolve(tool), "#!/bin/sh\nexec " + real + " \"$@\"\n");
        }
        tool("cargo", "echo 'cargo 1.95.0 (abc 2026-03-21)'");
        tool(
                "mvn",
                "echo \"mvn $*\" >>'" + directory.resolve("mvn.txt") + "'; for m in " + String.join(" ", MODULES)
                        + "; do mkdir -p \"$m/target/lib\"; done");
    }

    @Test
    void aCommandBecomesItsProgramWithTheArgumentsAsTheyWere() throws Exception {
        Result result = run(java("17.0.15"), "cat", "a title", "--json");
        assertThat(result.exit()).isZero();
        assertThat(result.out().lines().toList())
                .contains("<dev.tandem.editor.EditorMain>", "<cat>", "<a title>", "<--json>")
                .contains("<" + root.resolve("editor-client/target/editor-client-1.2.3.jar") + ":"
                        + root.resolve("editor-client/target/lib") + "/*>")
                .noneMatch(line -> line.contains("enable-native-access"));
        assertThat(directory.resolve("mvn.txt")).doesNotExist();
        assertThat(run(java("17.0.15"), "hub", "--port", "1").out())
                .contains("<dev.tandem.hub.HubMain>\n<--port>\n<1>");
        assertThat(run(java("17.0.15")).out()).endsWith("<dev.tandem.editor.EditorMain>\n");
    }

    @Test
    void newerJavaIsToldNotToWarn() throws Exception {
        assertThat(run(java("25.0.1"), "list").out())
                .contains("<--enable-native-access=ALL-UNNAMED>", "<--sun-misc-unsafe-memory-access=allow>");
    }

    @Test
    void aChangedSourceIsBuiltFirstAndOnlyOnce() throws Exception {
        built(Instant.now().minusSeconds(60));
        Result result = run(java("17.0.15"), "list");
        assertThat(result.err()).contains("Building Tandem");
        assertThat(result.out()).contains("<list>");
        assertThat(Files.readString(directory.resolve("mvn.txt")))
                .contains("package", "-DskipTests")
                .hasLineCount(1);
        run(java("17.0.15"), "list");
        assertThat(Files.readString(directory.resolve("mvn.txt"))).hasLineCount(1);
    }

    @Test
    void aTestThatChangedIsNoReasonToBuild() throws Exception {
        Path test = Files.createDirectories(root.resolve("demo/src/test")).resolve("Some.java");
        Files.writeString(test, "");
        Files.setLastModifiedTime(test, FileTime.from(Instant.now().plusSeconds(60)));
        built(Instant.now().plusSeconds(30));
        assertThat(run(java("17.0.15"), "list").err()).isEmpty();
    }

    @Test
    void aBuildThatFailsEndsTheCommand() throws Exception {
        built(Instant.now().minusSeconds(60));
        tool("mvn", "echo 'cannot find symbol'; exit 1");
        Result result = run(java("17.0.15"), "list");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("cannot find symbol", "The build failed");
        assertThat(run(java("17.0.15"), "list").err()).contains("Building Tandem");
    }

    @Test
    void whatIsMissingIsSaidWithTheWayToGetIt() throws Exception {
        assertThat(run(null, "list").err()).contains("A JDK from version 17 up is needed.", "openjdk-17-jdk");
        assertThat(run(java("11.0.2"), "list").err()).contains("is version 11", "openjdk-17-jdk");
        assertThat(run(java("1.8.0_402"), "list").err()).contains("is version 8");
        built(Instant.now().minusSeconds(60));
        tool("cargo", "echo 'cargo 1.63.0'");
        assertThat(run(java("17.0.15"), "list").err())
                .contains("Rust 1.77 or later is needed", "'cargo 1.63.0'", "rustup.rs");
        Files.delete(tools.resolve("cargo"));
        assertThat(run(java("17.0.15"), "list").err()).contains("cargo is needed", "rustup.rs");
        Files.delete(tools.resolve("mvn"));
        Result result = run(java("17.0.15"), "list");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err())
                .contains("Maven is needed", "apt-get install maven")
                .hasLineCount(1);
    }

    @Test
    void anUnknownCommandIsRefusedWithTheListOfCommands() throws Exception {
        Result result = run(java("17.0.15"), "lisst");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("tandem: There is no command 'lisst'.")
                .contains("list, new, cat");
        assertThat(run(null, "--version").out()).isEqualTo("Tandem 1.2.3\n");
        assertThat(run(null, "--help").exit()).isZero();
    }

    record Result(int exit, String out, String err) {}

    private Result run(Path javaHome, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(root.resolve("tandem").toString()));
        command.addAll(List.of(arguments));
        Path out = directory.resolve("out.txt");
        Path err = directory.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        if (javaHome != null) {
            builder.environment().put("JAVA_HOME", javaHome.toString());
        }
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private Path java(String version) throws IOException {
        Path home = Files.createDirectories(directory.resolve("jdk " + version));
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Any\"\nJAVA_VERSION=\"" + version + "\"\n");
        executable(home.resolve("bin/java"), "#!" + tools.resolve("bash") + "\nprintf '<%s>\\n' \"$@\"\n");
        executable(home.resolve("bin/javac"), "#!" + tools.resolve("bash") + "\n");
        return home;
    }

    private void tool(String name, String script) throws IOException {
        executable(tools.resolve(name), "#!" + tools.resolve("bash") + "\n" + script + "\n");
    }

    private static void executable(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void built(Instant when) throws IOException {
        Path mark = Files.createDirectories(root.resolve("target")).resolve("tandem.built");
        Files.writeString(mark, "");
        // A file system may count in whole seconds.
        Files.setLastModifiedTime(mark, FileTime.from(when.plusSeconds(2)));
    }
}
