package dev.tandem.benchmarks.window;

import dev.tandem.editor.Profile;
import dev.tandem.editor.Workspace;
import dev.tandem.editor.login.FileVault;
import dev.tandem.editor.session.Session;
import dev.tandem.editor.ui.EditorApp;
import dev.tandem.editor.ui.EditorOptions;
import dev.tandem.editor.ui.Later;
import dev.tandem.hub.Hub;
import dev.tandem.hub.HubConfig;
import dev.tandem.model.DocumentId;
import java.awt.AWTEvent;
import java.awt.EventQueue;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.event.KeyEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.swing.SwingUtilities;

/**
 * How long the events of the window's thread take while five others type ten characters a second each into a document of
 * one megabyte, and the person at the window types too. Prints Markdown. Needs a display and a window manager.
 */
public final class WindowBenchmark {

    private static final int PEOPLE = 5;
    private static final int CHARACTERS = 1_000_000;
    private static final double FRAME_MILLIS = 16;

    private WindowBenchmark() {}

    private record Event(long nanos, String name) {
        double millis() {
            return nanos / 1e6;
        }
    }

    /** Times every event that the window's thread dispatches. */
    private static final class TimedQueue extends EventQueue {
        private final List<Event> events = new ArrayList<>();
        private boolean measuring;

        @Override
        protected void dispatchEvent(AWTEvent event) {
            long start = System.nanoTime();
            super.dispatchEvent(event);
            long nanos = System.nanoTime() - start;
            if (measuring) {
                events.add(new Event(nanos, event.getClass().getSimpleName() + " " + event.getID()));
            }
        }
    }

    /** Arguments: seconds to measure. */
    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length == 0 ? 30 : Integer.parseInt(arguments[0]);
        Path directory = Files.createTempDirectory("tandem-window");
        TimedQueue queue = new TimedQueue();
        try (Hub hub = Hub.start(HubConfig.open(directory.resolve("hub")));
                Workspace workspace = Workspace.open(
                        Profile.at(directory.resolve("me")), vault -> new FileVault(vault.resolve("login.json")))) {
            workspace.hub().connect(hub.uri()).get(60, TimeUnit.SECONDS);
            DocumentId document = write(workspace);
            workspace.hub().share(document).get(60, TimeUnit.SECONDS);
            EditorApp.start(workspace, EditorOptions.document(document));
            Toolkit.getDefaultToolkit().getSystemEventQueue().push(queue);
            Process others = others(directory, hub, document);
            try {
                Thread.sleep(5_000);
                measure(queue, true);
                type(seconds);
                measure(queue, false);
            } finally {
                others.destroy();
                others.waitFor();
            }
            report(queue.events);
            // Nothing here is worth closing in order, and the window's thread would keep the process.
            System.exit(0);
        }
    }

    private static DocumentId write(Workspace workspace) throws Exception {
        String line = "The quick brown fox jumps over the lazy dog, again.\n";
        CompletableFuture<DocumentId> made = new CompletableFuture<>();
        SwingUtilities.invokeLater(() -> {
            try (Session session = workspace.create("One megabyte.txt", Later.ON_EVENT_THREAD)) {
                session.splice(0, 0, line.repeat(CHARACTERS / line.length()));
                made.complete(session.id());
            }
        });
        return made.get(60, TimeUnit.SECONDS);
    }

    private static Process others(Path directory, Hub hub, DocumentId document) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Djava.awt.headless=true",
                        Typists.class.getName(),
                        directory.toString(),
                        hub.uri().toString(),
                        document.toString(),
                        Integer.toString(PEOPLE))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = said.readLine();
        while (line != null && !line.equals("typing")) {
            line = said.readLine();
        }
        if (line == null) {
            throw new IOException("the other people did not come");
        }
        return process;
    }

    private static void measure(TimedQueue queue, boolean on) throws Exception {
        SwingUtilities.invokeAndWait(() -> queue.measuring = on);
    }

    /** Five keys a second. */
    private static void type(int seconds) throws Exception {
        Robot robot = new Robot();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            robot.keyPress(KeyEvent.VK_A);
            robot.keyRelease(KeyEvent.VK_A);
            Thread.sleep(200);
        }
    }

    private static void report(List<Event> events) {
        double[] millis = events.stream().mapToDouble(Event::millis).sorted().toArray();
        long over = Arrays.stream(millis).filter(each -> each > FRAME_MILLIS).count();
        System.out.println("| events | p50 | p99 | p99.9 | longest | over 16 ms |");
        System.out.println("|---|---|---|---|---|---|");
        System.out.printf(
                "| %,d | %.2f ms | %.2f ms | %.2f ms | %.1f ms | %d |%n",
                millis.length, at(millis, 0.5), at(millis, 0.99), at(millis, 0.999), millis[millis.length - 1], over);
        System.out.println();
        System.out.println("The longest:");
        events.stream()
                .sorted(Comparator.comparingLong(Event::nanos).reversed())
                .limit(8)
                .forEach(event -> System.out.printf("* %.1f ms %s%n", event.millis(), event.name()));
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    }
}
