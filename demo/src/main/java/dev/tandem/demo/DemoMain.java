package dev.tandem.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tandem demo}. Exit 0: everything held; 1: something did not, or could not be started; 2: wrong usage. */
@Command(
        name = "tandem demo",
        description = "Starts Keycloak, a hub and two editors, logged in as alice and bob, on one shared document.",
        mixinStandardHelpOptions = true,
        version = "Tandem 0.1.0",
        sortOptions = false)
public final class DemoMain implements Callable<Integer> {
    @Option(
            names = "--headless",
            description = "Without windows: the editors replay what two people once wrote together, are cut off twice"
                    + " and write on; then everything is compared.")
    private boolean headless;

    @Option(
            names = "--edits",
            paramLabel = "N",
            defaultValue = "26078",
            description =
                    "With --headless: how many keystrokes of the recording, 2000 to 26078. Default: ${DEFAULT-VALUE},"
                            + " all of them.")
    private int edits = 26_078;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where Keycloak, hub and editors keep their data; it stays afterwards, with the logs."
                    + " Default: a temporary directory, deleted at the end.")
    private @Nullable Path data;

    @Spec
    private @Nullable CommandSpec spec;

    /** Runs the demo. */
    public static void main(String[] arguments) {
        // Before the first logger is made.
        System.setProperty("logback.configurationFile", Program.LOG_CONFIGURATION);
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new DemoMain())
                .setParameterExceptionHandler((e, arguments) -> {
                    e.getCommandLine().getErr().println("tandem demo: " + e.getMessage());
                    e.getCommandLine().getErr().println("See 'tandem demo --help'.");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((e, commandLine, result) -> {
                    if (!(e instanceof DemoException)) {
                        throw e;
                    }
                    commandLine.getErr().println("tandem demo: " + e.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    @Override
    public Integer call() throws DemoException, IOException, InterruptedException {
        CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
        if (edits < 2_000 || edits > 26_078) {
            throw new CommandLine.ParameterException(
                    commandLine, "--edits must be between 2000 and 26078, not " + edits + ".");
        }
        Path given = data;
        Path directory = given == null
                ? Files.createTempDirectory("tandem-demo")
                : Files.createDirectories(given).toAbsolutePath();
        boolean held = false;
        try {
            held = headless ? headless(directory, commandLine.getOut()) : windows(directory, commandLine.getOut());
        } finally {
            if (given == null && held) {
                delete(directory);
            } else {
                commandLine.getErr().println("Data and logs are in " + directory);
            }
        }
        return held ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private boolean headless(Path directory, PrintWriter out) throws DemoException, IOException, InterruptedException {
        Outcome outcome = new Outcome(out);
        new HeadlessDemo(Script.friendsForever(edits), outcome).run(directory);
        List<String> failures = outcome.failures();
        outcome.say(failures.isEmpty() ? "Everything holds." : "Does not hold: " + String.join("; ", failures));
        return failures.isEmpty();
    }

    private static boolean windows(Path directory, PrintWriter out)
            throws DemoException, IOException, InterruptedException {
        new WindowedDemo(new Outcome(out)).run(directory);
        return true;
    }

    static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(directory)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
