package dev.tandem.benchmarks.saving;

import dev.tandem.editor.Profile;
import dev.tandem.editor.Workspace;
import dev.tandem.editor.login.FileVault;
import dev.tandem.editor.session.Session;
import dev.tandem.editor.session.SessionListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Types through the editor's engine, a key at a time as a fast person does, and measures from just before the edit until
 * the document's listener may show "saved". Prints Markdown.
 */
public final class SavingBenchmark {

    private static final int KEYS_A_SECOND = 20;
    private static final int WARM_UP_KEYS = 100;
    private static final long PROMISE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private SavingBenchmark() {}

    /** Takes the seconds a run from the property {@code seconds}. */
    public static void main(String[] arguments) throws Exception {
        int keys = Integer.getInteger("seconds", 30) * KEYS_A_SECOND;
        // Beside the program and not in a temporary directory, which may be no disk at all.
        Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "saving-benchmark");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Workspace workspace =
                Workspace.open(Profile.at(directory), profile -> new FileVault(profile.resolve("login.json")))) {
            System.out.println("| document | keys | p50 | p99 | longest | over 50 ms |");
            System.out.println("|---|---|---|---|---|---|");
            for (int characters : new int[] {0, 100_000, 5_000_000}) {
                Session session = CompletableFuture.supplyAsync(() -> workspace.create("Typed into", thread), thread)
                        .get();
                if (characters > 0) {
                    type(session, thread, "0123456789".repeat(characters / 10));
                }
                for (int key = 0; key < WARM_UP_KEYS; key++) {
                    type(session, thread, "x");
                }
                print(characters, measure(session, thread, keys));
                CompletableFuture.runAsync(session::close, thread).get();
            }
        } finally {
            thread.shutdown();
            delete(directory);
        }
    }

    private static long[] measure(Session session, ExecutorService thread, int keys) throws Exception {
        long[] nanos = new long[keys];
        long next = System.nanoTime();
        for (int key = 0; key < keys; key++) {
            next += TimeUnit.SECONDS.toNanos(1) / KEYS_A_SECOND;
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            nanos[key] = type(session, thread, "x");
        }
        return nanos;
    }

    /** Types and waits until it is shown as saved; returns how long that took. */
    private static long type(Session session, ExecutorService thread, String text) throws Exception {
        CompletableFuture<Long> saved = new CompletableFuture<>();
        CompletableFuture.runAsync(
                        () -> {
                            long pressed = System.nanoTime();
                            SessionListener light = new SessionListener() {
                                @Override
                                public void stateChanged() {
                                    if (session.state().saved()) {
                                        saved.complete(System.nanoTime() - pressed);
                                        session.removeListener(this);
                                    }
                                }
                            };
                            session.splice(session.length(), 0, text);
                            session.addListener(light);
                        },
                        thread)
                .get();
        return saved.get(60, TimeUnit.SECONDS);
    }

    private static void print(int characters, long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        long late = Arrays.stream(sorted).filter(one -> one > PROMISE_NANOS).count();
        System.out.printf(
                "| of %,d characters | %,d | %.1f ms | %.1f ms | %.1f ms | %,d |%n",
                characters,
                sorted.length,
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) Math.ceil(sorted.length * 0.99) - 1] / 1e6,
                sorted[sorted.length - 1] / 1e6,
                late);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
