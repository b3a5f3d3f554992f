package dev.tandem.editor;

import dev.tandem.editor.file.FileReasons;
import dev.tandem.editor.file.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One process has a profile at a time; the operating system lets go of the lock when the process ends, however it ends.
 * The owner's process id is written into the file for the sentence that a second process says.
 */
final class ProfileLock implements AutoCloseable {

    private final FileChannel channel;

    private ProfileLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the profile's directory if need be, readable by its owner only, and takes the lock.
     *
     * @throws ProfileException if another process has it, or the directory cannot be made or written
     */
    static ProfileLock take(Profile profile) throws ProfileException {
        Path directory = profile.directory();
        try {
            OwnerOnly.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    profile.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                String owner = read(channel);
                channel.close();
                throw new ProfileException("The profile " + directory + " is in use by another Tandem"
                        + (owner.isEmpty() ? "" : " (process " + owner + ")")
                        + ". Close that one first, or use another profile with --profile DIR.");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
                    0);
            return new ProfileLock(channel);
        } catch (FileAlreadyExistsException inTheWay) {
            throw new ProfileException(
                    "The profile " + directory + " cannot be used: " + inTheWay.getFile() + " is not a directory.",
                    inTheWay);
        } catch (IOException problem) {
            throw new ProfileException(
                    "The profile " + directory + " cannot be used: " + FileReasons.of(problem) + ".", problem);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(Long.MAX_VALUE - 1, 1, false);
        } catch (OverlappingFileLockException inThisProcess) {
            return null;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(20);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
