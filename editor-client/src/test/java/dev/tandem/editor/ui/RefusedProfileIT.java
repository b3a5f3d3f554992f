package dev.tandem.editor.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.editor.EditorMain;
import dev.tandem.editor.Profile;
import dev.tandem.editor.Workspace;
import dev.tandem.editor.login.FileVault;
import java.awt.event.KeyEvent;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An editor that cannot open its profile says so in a window of its own, since nobody may see its terminal. */
class RefusedProfileIT {

    @TempDir
    private Path folder;

    private Screen screen;

    @BeforeEach
    void start() throws Exception {
        screen = new Screen();
    }

    /** Starts a second editor on a profile, looks at its window, closes it by key, and returns what it printed. */
    private String secondEditor(Path profile, String picture) throws Exception {
        Path printed = folder.resolve(picture + ".txt");
        Process editor = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        absolute(System.getProperty("java.class.path")),
                        EditorMain.class.getName(),
                        "--profile",
                        profile.toString())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            await("its sentence")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Files.readString(printed).contains("tandem: "));
            await("its window").atMost(Duration.ofSeconds(60)).until(() -> screen.wholeScreen(picture));
            await("its window is closed by key").atMost(Duration.ofSeconds(60)).until(() -> {
                screen.press(KeyEvent.VK_ESCAPE);
                return editor.waitFor(500, TimeUnit.MILLISECONDS);
            });
            assertThat(editor.exitValue()).isEqualTo(1);
        } finally {
            editor.destroyForcibly();
        }
        return Files.readString(printed);
    }

    private static String absolute(String classPath) {
        return String.join(
                File.pathSeparator,
                Arrays.stream(classPath.split(File.pathSeparator))
                        .map(part -> Path.of(part).toAbsolutePath().toString())
                        .toList());
    }

    private static Workspace open(Path profile) throws Exception {
        return Workspace.open(Profile.at(profile), directory -> new FileVault(directory.resolve("login.json")));
    }

    @Test
    void aSecondEditorOnTheSameProfileSaysWhoHasItAndEnds() throws Exception {
        Path profile = folder.resolve("profile");
        try (Workspace workspace = open(profile)) {
            assertThat(secondEditor(profile, "profile-in-use"))
                    .contains("tandem: The profile " + profile + " is in use by another Tandem (process "
                            + ProcessHandle.current().pid() + "). Close that one first, or use another profile with"
                            + " --profile DIR.");
            assertThat(workspace.documents()).isEmpty();
        }
    }

    @Test
    void aProfileWhoseDatabaseIsDamagedIsSaidAndLeftAsItIs() throws Exception {
        Path profile = folder.resolve("profile");
        open(profile).close();
        List<Path> databases;
        try (Stream<Path> files = Files.walk(profile)) {
            databases = files.filter(file -> file.toString().endsWith(".mv.db")).toList();
        }
        assertThat(databases).hasSize(1);
        byte[] damage = "this is not a database".repeat(1000).getBytes(StandardCharsets.UTF_8);
        Files.write(databases.get(0), damage);
        String said = secondEditor(profile, "profile-damaged");
        assertThat(said).contains("damaged").doesNotContain("\tat ");
        assertThat(databases.get(0)).hasBinaryContent(damage);
    }

    @Test
    void settingsThatAreNoTextAreSaid() throws Exception {
        Path profile = Files.createDirectories(folder.resolve("profile"));
        Path settings = Files.write(profile.resolve("settings.properties"), new byte[] {'a', '=', (byte) 0xC3, 0x28});
        assertThat(secondEditor(profile, "settings-damaged"))
                .contains("The settings " + settings
                        + " cannot be read: it is not text in UTF-8. Mend the file or move it away");
    }
}
