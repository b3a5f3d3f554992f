package dev.tandem.benchmarks.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The same typists at the hub and at the servers that one would take instead, one after the other on one machine: first
 * each as fast as acknowledgements allow, then each at a calm ten letters a second. Prints a Markdown table.
 *
 * <p>System properties: {@code documents} (20), {@code people} in each (5), {@code seconds} of each part (8),
 * {@code rounds} (1), {@code hub} (the hub's class path), {@code server} (the script that starts the others),
 * {@code jvm} (flags of the hub's JVM, separated by blanks).
 */
public final class HubBenchmark {

    private static final int DOCUMENTS = Integer.getInteger("documents", 20);
    private static final int PEOPLE = Integer.getInteger("people", 5);
    private static final Duration PART = Duration.ofSeconds(Integer.getInteger("seconds", 8));
    /** Long enough for a JVM to compile what it runs most. */
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ROUNDS = Integer.getInteger("rounds", 1);

    /** How many letters each has on the way at a time, when all type as fast as they can. */
    private static final int WINDOW = 8;

    private static final int CALM_LETTERS_A_SECOND = 10;
    private static final int LETTERS = 16_000;

    private HubBenchmark() {}

    private record Server(String name, Dialect dialect, String path, Function<Path, List<String>> command) {}

    private record Figures(
            double acknowledgedPerSecond,
            double deliveredPerSecond,
            double deliveredPerProcessorSecond,
            double ackP50,
            double ackP99,
            double arrivalP50,
            double arrivalP99) {}

    /** Runs everything in a temporary directory below the working directory, so that a real disk is measured. */
    public static void main(String[] arguments) throws Exception {
        List<Server> servers = List.of(
                new Server("Tandem hub, `/sync`, forced to disk", Dialect.HOCUSPOCUS, "/sync", HubBenchmark::hub),
                new Server("Hocuspocus 4.7, file written later", Dialect.HOCUSPOCUS, "", at -> node("hocuspocus", at)),
                new Server("Tandem hub, `/yjs`, forced to disk", Dialect.Y_WEBSOCKET, "/yjs", HubBenchmark::hub),
                new Server(
                        "y-websocket server 0.1, memory only", Dialect.Y_WEBSOCKET, "", at -> node("y-websocket", at)));
        System.out.printf(
                "%d documents, %d people in each, all typing; %d s a part, %d round(s), medians%n%n",
                DOCUMENTS, PEOPLE, PART.toSeconds(), ROUNDS);
        System.out.println("| server | acknowledged/s | delivered/s | delivered a CPU second of the server"
                + " | calm: acknowledged p50 | p99 | calm: arrives p50 | p99 |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        List<List<Figures>> rounds = new ArrayList<>();
        servers.forEach(server -> rounds.add(new ArrayList<>()));
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < servers.size(); i++) {
                rounds.get(i).add(measure(servers.get(i)));
            }
        }
        for (int i = 0; i < servers.size(); i++) {
            List<Figures> figures = rounds.get(i);
            System.out.printf(
                    "| %s | %,.0f | %,.0f | %,.0f | %.2f ms | %.2f ms | %.2f ms | %.2f ms |%n",
                    servers.get(i).name(),
                    median(figures, Figures::acknowledgedPerSecond),
                    median(figures, Figures::deliveredPerSecond),
                    median(figures, Figures::deliveredPerProcessorSecond),
                    median(figures, Figures::ackP50),
                    median(figures, Figures::ackP99),
                    median(figures, Figures::arrivalP50),
                    median(figures, Figures::arrivalP99));
        }
        System.out.println();
        for (int i = 0; i < servers.size(); i += 2) {
            System.out.printf(
                    "%s to %s: %.2f times the acknowledgements a second, %.2f times the deliveries a CPU second,"
                            + " %.2f times the calm p99 of arrivals%n",
                    servers.get(i).name(),
                    servers.get(i + 1).name(),
                    ratio(rounds, i, Figures::acknowledgedPerSecond),
                    ratio(rounds, i, Figures::deliveredPerProcessorSecond),
                    ratio(rounds, i, Figures::arrivalP99));
        }
        // The sockets that were cut off leave threads behind.
        System.exit(0);
    }

    private static double ratio(List<List<Figures>> rounds, int ours, Function<Figures, Double> of) {
        return median(rounds.get(ours), of) / median(rounds.get(ours + 1), of);
    }

    private static double median(List<Figures> figures, Function<Figures, Double> of) {
        return figures.stream().map(of).sorted().toList().get(figures.size() / 2);
    }

    private static List<String> hub(Path directory) {
        List<String> command = new ArrayList<>(List.of("java"));
        Stream.of(System.getProperty("jvm", "").split(" "))
                .filter(flag -> !flag.isEmpty())
                .forEach(command::add);
        command.addAll(List.of(
                "-cp",
                System.getProperty("hub"),
                "dev.tandem.hub.HubMain",
                "--port",
                "0",
                "--data",
                directory.toString()));
        return command;
    }

    private static List<String> node(String kind, Path directory) {
        return List.of("node", System.getProperty("server"), kind, directory.toString());
    }

    private static Figures measure(Server server) throws Exception {
        Path directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "hub-benchmark");
        List<Typist> typists = new ArrayList<>();
        try (ServerProcess process = ServerProcess.start(server.command().apply(directory))) {
            int count = DOCUMENTS * PEOPLE;
            for (int i = 0; i < count; i++) {
                typists.add(new Typist(typists, i, count, "document-" + i / PEOPLE, server.dialect(), LETTERS));
            }
            typists.forEach(typist -> typist.connect("ws://127.0.0.1:" + process.port() + server.path()));
            await("everyone is in", () -> typists.stream().allMatch(Typist::isReady));
            return measure(process, typists);
        } finally {
            typists.forEach(Typist::close);
            delete(directory);
        }
    }

    private static Figures measure(ServerProcess process, List<Typist> typists) throws Exception {
        typists.forEach(typist -> typist.keepTyping(WINDOW));
        Thread.sleep(WARM_UP.toMillis());
        double cpu = process.processorSeconds();
        long begin = System.nanoTime();
        int acknowledged = sum(typists, Typist::acknowledged);
        int arrived = sum(typists, Typist::arrived);
        Thread.sleep(PART.toMillis());
        acknowledged = sum(typists, Typist::acknowledged) - acknowledged;
        arrived = sum(typists, Typist::arrived) - arrived;
        double seconds = (System.nanoTime() - begin) / 1e9;
        cpu = process.processorSeconds() - cpu;
        if (typists.stream().anyMatch(typist -> typist.sent() == LETTERS)) {
            throw new IllegalStateException("someone ran out of letters; take fewer seconds");
        }
        typists.forEach(typist -> typist.keepTyping(0));
        awaitEverything(typists);

        typists.forEach(Typist::takeAcknowledgements);
        typists.forEach(Typist::takeArrivals);
        typeCalmly(typists);
        awaitEverything(typists);
        long[] acks = sorted(typists, Typist::takeAcknowledgements);
        long[] arrivals = sorted(typists, Typist::takeArrivals);
        return new Figures(
                acknowledged / seconds,
                arrived / seconds,
                arrived / cpu,
                millis(acks, 0.5),
                millis(acks, 0.99),
                millis(arrivals, 0.5),
                millis(arrivals, 0.99));
    }

    /** Everyone at the same pace, one after the other. */
    private static void typeCalmly(List<Typist> typists) throws InterruptedException {
        long letters = PART.toSeconds() * CALM_LETTERS_A_SECOND * typists.size();
        long apart = 1_000_000_000L / CALM_LETTERS_A_SECOND / typists.size();
        long begin = System.nanoTime();
        for (int i = 0; i < letters; i++) {
            long left = begin + i * apart - System.nanoTime();
            if (left > 0) {
                Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
            }
            typists.get(i % typists.size()).type();
        }
    }

    /** Nothing is lost: each is told of all its own, and gets all that the others of its document typed. */
    private static void awaitEverything(List<Typist> typists) throws InterruptedException {
        await("everything is acknowledged and has arrived", () -> {
            typists.forEach(Typist::check);
            int sent = sum(typists, Typist::sent);
            return sum(typists, Typist::acknowledged) == sent && sum(typists, Typist::arrived) == sent * (PEOPLE - 1);
        });
    }

    private static void await(String what, BooleanSupplier until) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!until.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Waited " + PATIENCE.toSeconds() + " s in vain until " + what);
            }
            Thread.sleep(20);
        }
    }

    private static int sum(List<Typist> typists, Function<Typist, Integer> of) {
        return typists.stream().mapToInt(of::apply).sum();
    }

    private static long[] sorted(List<Typist> typists, Function<Typist, List<Long>> of) {
        long[] nanos = typists.stream()
                .flatMap(typist -> of.apply(typist).stream())
                .mapToLong(Long::longValue)
                .toArray();
        Arrays.sort(nanos);
        return nanos;
    }

    private static double millis(long[] sorted, double part) {
        return sorted[(int) (sorted.length * part)] / 1e6;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
