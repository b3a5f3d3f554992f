package dev.tandem.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A journal's files in a directory, which one journal has at a time: a lock on the file {@code lock} says so. */
final class DirectoryJournalFiles implements JournalFiles {

    /** The system copies a heap buffer before it writes; in slices, so that the copy it keeps for the thread is small. */
    private static final int SLICE = 256 << 10;

    /** A directory cannot be opened as a file on Windows, where its entries are durable without. */
    private static final boolean DIRECTORIES_CAN_BE_FORCED =
            !System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows");

    private final Path directory;
    private final FileChannel lock;

    private DirectoryJournalFiles(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /**
     * Takes the directory, which is made if needed.
     *
     * @throws StoreException if another journal has it, in this process or another, or it cannot be used
     */
    static DirectoryJournalFiles open(Path directory) throws StoreException {
        FileChannel channel = null;
        try {
            Files.createDirectories(directory);
            channel = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw new OverlappingFileLockException();
            }
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                forceDirectory(parent);
            }
            return new DirectoryJournalFiles(directory, channel);
        } catch (OverlappingFileLockException e) {
            closeAfter(channel, e);
            throw new StoreException(
                    "The journal in " + directory + " is in use already; close the other Tandem that uses it.", e);
        } catch (IOException e) {
            closeAfter(channel, e);
            throw new StoreException("The journal in " + directory + " cannot be used: " + Reasons.of(e) + ".", e);
        }
    }

    private static void closeAfter(@Nullable FileChannel channel, Exception cause) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    @Override
    public List<String> list() throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public byte[] read(String name) throws IOException {
        return Files.readAllBytes(directory.resolve(name));
    }

    @Override
    public JournalFile create(String name) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new ChannelFile(channel);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }

    @Override
    public void forceNames() throws IOException {
        forceDirectory(directory);
    }

    /** Makes the names in a directory durable. */
    static void forceDirectory(Path directory) throws IOException {
        if (DIRECTORIES_CAN_BE_FORCED) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public String keepAside(String name, byte[] bytes) throws IOException {
        Path aside = directory.resolve("damaged");
        Files.createDirectories(aside);
        Path file = aside.resolve(name);
        if (!Files.exists(file)) {
            Files.write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
        }
        return file.toString();
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    @Override
    public String toString() {
        return directory.toString();
    }

    private record ChannelFile(FileChannel channel) implements JournalFile {
        @Override
        public void append(ByteBuffer bytes) throws IOException {
            int end = bytes.limit();
            while (bytes.position() < end) {
                bytes.limit(Math.min(end, bytes.position() + SLICE));
                channel.write(bytes);
            }
        }

        @Override
        public void force() throws IOException {
            // The file grew, and its length is part of what must survive; fdatasync writes that too.
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
