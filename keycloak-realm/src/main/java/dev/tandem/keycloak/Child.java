package dev.tandem.keycloak;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server in a process of its own that never outlives the process that started it, not even when that is killed: it
 * would keep its port and its memory. Needs a POSIX shell. Any thread may use it.
 */
public final class Child implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Child.class);
    private static final Duration GRACE = Duration.ofSeconds(20);

    /** Ends the server when standard input ends, which the operating system sees to when the starter is gone. */
    private static final String GUARD = """
            exec 3<&0
            "$@" </dev/null 3<&- &
            server=$!
            { cat <&3 >/dev/null; kill -TERM "$server" 2>/dev/null; } &
            guard=$!
            exec 3<&-
            trap 'kill -TERM "$server" 2>/dev/null' TERM INT
            wait "$server"; status=$?
            # A signal ends the wait above, not yet the server.
            wait "$server" 2>/dev/null
            kill "$guard" 2>/dev/null
            exit $status
            """;

    private final String name;
    private final Process process;
    private final Path output;
    private final Thread atExit;
    private volatile boolean stopping;

    private Child(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
        this.atExit = new Thread(this::stop, name + "-stop");
    }

    /**
     * Starts a command.
     *
     * @param name what it is called in sentences for a person
     * @param directory where it runs
     * @param output the file that takes what it prints; replaced
     */
    public static Child start(
            String name, List<String> command, Map<String, String> environment, Path directory, Path output)
            throws IOException {
        List<String> guarded = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "guard"));
        guarded.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(guarded)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Child child = new Child(name, builder.start(), output);
        Runtime.getRuntime().addShutdownHook(child.atExit);
        return child;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it was ended by {@link #close} or by the end of this JVM, not by itself. */
    public boolean isStopping() {
        return stopping;
    }

    /** The file with what it prints. */
    public Path output() {
        return output;
    }

    /** Waits for its end; the exit code is that of the command. */
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    /** Ends it: a request first, a kill when that is not heard. */
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            log.debug("The JVM is ending already, and the hook with it", e);
        }
    }

    private void stop() {
        stopping = true;
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        boolean ended = false;
        try {
            ended = process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            log.warn("{} did not stop within {} s and is killed", name, GRACE.toSeconds());
            process.destroyForcibly();
        }
        family.forEach(ProcessHandle::destroyForcibly);
    }
}
