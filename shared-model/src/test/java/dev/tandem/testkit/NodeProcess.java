package dev.tandem.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A script that runs in a real Node, and is talked to in lines of UTF-8 over its standard input and output. What it
 * writes to standard error goes to the test's own.
 *
 * <p>Confined to the thread of the test.
 */
public final class NodeProcess implements AutoCloseable {

    private static final String END = new String("the end of the output");

    private final Process process;
    private final Writer input;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final String name;

    private NodeProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, name + " output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts {@code node script arguments...} in a directory with a {@code package-lock.json}, whose packages are
     * installed first if need be.
     *
     * @throws IOException if Node or npm is missing or fails; the message says so
     */
    public static NodeProcess start(Path directory, String script, String... arguments)
            throws IOException, InterruptedException {
        NodeModules.install(directory);
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        try {
            return new NodeProcess(
                    script,
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        } catch (IOException e) {
            throw new IOException("node does not start; the tests with the real Yjs need Node 20", e);
        }
    }

    /** Writes a line. */
    public void send(String line) throws IOException {
        input.write(line);
        input.write('\n');
        input.flush();
    }

    /**
     * The next line, within a minute.
     *
     * @throws IOException if the script has ended or says nothing
     */
    public String receive() throws IOException, InterruptedException {
        return receive(Duration.ofMinutes(1));
    }

    /**
     * The next line.
     *
     * @throws IOException if the script has ended, or says nothing for so long
     */
    public String receive(Duration patience) throws IOException, InterruptedException {
        String line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
            throw new IOException(name + " has said nothing for " + patience);
        }
        if (isEnd(line)) {
            lines.add(END);
            throw new IOException(name + " has ended"
                    + (process.waitFor(5, TimeUnit.SECONDS) ? " with code " + process.exitValue() : ""));
        }
        return line;
    }

    /** Writes a line and returns the next one that comes back. */
    public String ask(String line) throws IOException, InterruptedException {
        send(line);
        return receive();
    }

    /** Ends the input and the process. */
    @Override
    public void close() {
        try {
            input.close();
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            // The pipe is broken because the script has ended already, which is what closing is for.
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("ReferenceEquality") // END is a mark by identity: a script may print the same words
    private static boolean isEnd(String line) {
        return line == END;
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        } finally {
            lines.add(END);
        }
    }
}
