package dev.tandem.editor.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** Where a login lies: in the real Secret Service of a desktop session of its own, or in a file where there is none. */
class KeyStoreVaultIT {

    @TempDir
    Path directory;

    @Test
    void aLoginLiesInTheKeyStoreOfTheSystem() throws Exception {
        need("dbus-run-session", "gnome-keyring-daemon");
        List<String> said = run(List.of(
                "dbus-run-session",
                "--",
                "sh",
                "-c",
                "printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec \"$@\"",
                "session"));
        assertThat(said)
                .containsExactly(
                        "at first Optional.empty",
                        "whereabouts The login is kept in this system's key store.",
                        "file false",
                        "found the same Optional[true]",
                        "another profile's Optional.empty",
                        "at last Optional.empty");
    }

    @Test
    void aKeyStoreThatNobodyCanUnlockLeavesTheLoginToAFile() throws Exception {
        need("dbus-run-session", "gnome-keyring-daemon");
        List<String> said = run(List.of(
                "dbus-run-session",
                "--",
                "sh",
                "-c",
                "gnome-keyring-daemon --start --components=secrets >/dev/null && exec \"$@\"",
                "session"));
        assertThat(said).isEqualTo(inAFile("This system's key store did not take the login; it is"));
    }

    @Test
    void whereThereIsNoSessionAFileTakesTheLogin() throws Exception {
        assertThat(run(List.of())).isEqualTo(inAFile("This system offers no key store; the login is"));
    }

    private List<String> inAFile(String why) {
        return List.of(
                "at first Optional.empty",
                "whereabouts " + why + " kept in " + directory.resolve("login.json") + ", which only you can read.",
                "file true",
                "found the same Optional[true]",
                "another profile's Optional.empty",
                "at last Optional.empty");
    }

    private List<String> run(List<String> session) throws Exception {
        List<String> command = new ArrayList<>(session);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                VaultProcess.class.getName(),
                directory.toString()));
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        // Nothing of this person's own session: neither their key ring nor their settings.
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("XDG_DATA_HOME", directory.resolve("data").toString());
        builder.environment()
                .put(
                        "XDG_RUNTIME_DIR",
                        Files.createDirectories(directory.resolve("run")).toString());
        if (session.isEmpty()) {
            builder.environment().put("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + directory.resolve("no-bus"));
        }
        Process process = builder.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        // The log goes to the standard output of a test, too.
        return Files.readAllLines(out).stream()
                .filter(line -> line.matches("(at first|whereabouts|file|found the same|another profile's|at last) .*"))
                .toList();
    }

    private static void need(String... programs) {
        for (String program : programs) {
            boolean there = List.of(System.getenv("PATH").split(":")).stream()
                    .anyMatch(part -> Files.isExecutable(Path.of(part, program)));
            if (!there) {
                System.err.println("SKIPPED: there is no " + program + ", so no key store can be started.");
                throw new TestAbortedException("no " + program + " on the PATH");
            }
        }
    }
}
