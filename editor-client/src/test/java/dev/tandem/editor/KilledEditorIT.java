package dev.tandem.editor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.editor.session.Session;
import dev.tandem.testkit.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An editor that is killed at random points: nothing that was shown as saved is missing, and nothing comes twice. */
class KilledEditorIT {

    private static final int KILLS = Boolean.getBoolean("tandem.proof") ? 50 : 3;

    @TempDir
    Path profile;

    @Test
    void nothingShownAsSavedIsMissingAfterAKill() throws Exception {
        long seed = Long.getLong("tandem.seed", System.nanoTime());
        Random random = new Random(seed);
        int saved = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            saved = writeUntilKilled(200 + random.nextInt(1500), saved);
            try (Desk desk = Desk.at(profile)) {
                Session session = desk.open(desk.workspace().documents().get(0).id());
                List<String> lines = desk.text(session).lines().toList();
                assertThat(lines.size()).as("seed %d, kill %d", seed, kill).isGreaterThanOrEqualTo(saved);
                assertThat(lines)
                        .as("seed %d, kill %d", seed, kill)
                        .isEqualTo(IntStream.range(0, lines.size())
                                .mapToObj(Integer::toString)
                                .toList());
                saved = lines.size();
            }
        }
        assertThat(saved).as("the editor wrote something, seed %d", seed).isPositive();
    }

    /** Starts an editor, lets it write for so long after it opened, kills it, and says what it showed as saved. */
    private int writeUntilKilled(int millis, int before) throws Exception {
        Process editor = JavaProcess.of(TypingProcess.class, List.of(), List.of(profile.toString()))
                .start();
        AtomicInteger saved = new AtomicInteger(before);
        try (BufferedReader out = editor.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).isEqualTo("open " + before);
            Thread reader = new Thread(() -> read(out, saved), "reader");
            reader.start();
            Thread.sleep(millis);
            editor.destroyForcibly();
            assertThat(editor.waitFor(20, TimeUnit.SECONDS)).isTrue();
            reader.join(20_000);
        } finally {
            editor.destroyForcibly();
        }
        return saved.get();
    }

    private static void read(BufferedReader out, AtomicInteger saved) {
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith("saved ")) {
                    saved.set(Integer.parseInt(line.substring("saved ".length())));
                }
            }
        } catch (IOException killed) {
            // The pipe of a killed process may end in the middle of a line; what was read before counts.
            assertThat(saved.get()).isNotNegative();
        }
    }
}
