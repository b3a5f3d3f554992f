package dev.tandem.keycloak;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One at a time, please: the first start after unpacking rewrites the server's own libraries for development mode
 * (Quarkus calls it augmentation), and a second process must not read them meanwhile. Later starts go side by side.
 */
final class FirstStart implements AutoCloseable {
    private final Path mark;
    private final @Nullable FileChannel turn;

    private FirstStart(Path mark, @Nullable FileChannel turn) {
        this.mark = mark;
        this.turn = turn;
    }

    static FirstStart of(Distribution distribution) throws IOException {
        Path mark = distribution.home().resolve("started-before");
        if (Files.exists(mark)) {
            return new FirstStart(mark, null);
        }
        FileChannel channel = FileChannel.open(
                distribution.home().resolve("first-start.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            channel.lock();
            return new FirstStart(mark, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The server serves, so its libraries are final. */
    void done() throws IOException {
        if (turn != null && !Files.exists(mark)) {
            Files.createFile(mark);
        }
    }

    /** Closing the channel releases the lock. */
    @Override
    public void close() throws IOException {
        if (turn != null) {
            turn.close();
        }
    }
}
