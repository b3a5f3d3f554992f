package dev.tandem.testkit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The npm packages of a directory with a {@code package-lock.json}, installed when they are not there or out of date. */
final class NodeModules {

    private NodeModules() {}

    static void install(Path directory) throws IOException, InterruptedException {
        Path target = Files.createDirectories(Path.of("target"));
        // Another test process of this module may be about to install too.
        try (FileChannel channel = FileChannel.open(
                        target.resolve("npm.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !isCurrent(directory)) {
                run(directory, target.resolve("npm.out"));
            }
        }
    }

    private static boolean isCurrent(Path directory) throws IOException {
        Path installed = directory.resolve("node_modules/.package-lock.json");
        return Files.exists(installed)
                && Files.getLastModifiedTime(installed)
                                .compareTo(Files.getLastModifiedTime(directory.resolve("package-lock.json")))
                        >= 0;
    }

    private static void run(Path directory, Path output) throws IOException, InterruptedException {
        Process npm;
        try {
            npm = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException("npm does not start; the tests with the real Yjs need Node 20 and npm", e);
        }
        if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
            npm.destroyForcibly();
            throw new IOException("npm ci failed in " + directory + ":\n" + Files.readString(output));
        }
        // npm keeps the time of an install that changed nothing; the comparison above needs it to move.
        Files.setLastModifiedTime(directory.resolve("node_modules/.package-lock.json"), FileTime.from(Instant.now()));
    }
}
