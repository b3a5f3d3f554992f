package dev.tandem.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.editor.session.Session;
import dev.tandem.model.DocumentId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The profile lies on a disk that fills up: the editor says so, keeps the text, and saves by itself once there is room. */
class FullDiskIT {

    private static final String LINE =
            "Ninety-nine characters and a line break, again and again, until the disk is full."
                    + " That is how it goes.\n";

    @TempDir
    Path directory;

    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mountDisk() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk.toString());
        if (!mounted) {
            System.err.println("SKIPPED: no right to mount a small disk, so none is filled under the editor.");
        }
        assumeTrue(mounted, "needs the right to mount a small disk");
    }

    @AfterEach
    void unmountDisk() throws Exception {
        if (mounted) {
            assertThat(run("umount", "-l", disk.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor() == 0;
    }

    /** Takes the last byte of the disk. */
    private Path fill() throws IOException {
        Path ballast = disk.resolve("ballast");
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
        return ballast;
    }

    @Test
    void theTextIsKeptAndExportedAndSavedByItselfOnceThereIsRoom() throws Exception {
        Path profile = disk.resolve("profile");
        Path exported = directory.resolve("exported.txt");
        StringBuilder written = new StringBuilder("before. ");
        DocumentId id;
        try (Desk desk = Desk.at(profile)) {
            Session session = desk.create("Letter");
            id = session.id();
            desk.type(session, 0, 0, "before. ");
            desk.awaitState(session, open -> open.state().saved());
            assertThat(desk.workspace().storeFailure()).isEmpty();

            Path ballast = fill();
            // What the last block of the journal has room for may still be saved.
            for (int line = 0; line < 200; line++) {
                desk.type(session, written.length(), 0, LINE);
                written.append(LINE);
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> desk.workspace().storeFailure().isPresent());
            assertThat(desk.workspace().storeFailure().orElseThrow()).contains("No space left on device");
            assertThat(desk.ask(session, Session::state).saved()).isFalse();
            assertThat(desk.ask(session, Session::state).unsavedEdits()).isPositive();

            // Writing goes on, and the text gets out to another disk.
            desk.type(session, written.length(), 0, "while it was full");
            written.append("while it was full");
            desk.workspace().exportFile(id, exported).get(30, TimeUnit.SECONDS);
            assertThat(Files.readString(exported)).isEqualTo(written.toString());

            Files.delete(ballast);
            desk.awaitState(session, open -> open.state().saved());
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> desk.workspace().storeFailure().isEmpty());
        }
        try (Desk desk = Desk.at(profile)) {
            assertThat(desk.text(desk.open(id))).isEqualTo(written.toString());
        }
    }
}
