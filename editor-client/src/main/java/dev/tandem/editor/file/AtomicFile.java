package dev.tandem.editor.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes a file whole or not at all: what was there stays until the new bytes are forced to disk beside it. */
public final class AtomicFile {

    private AtomicFile() {}

    /**
     * Writes the bytes. A link is followed, and an older file's permissions are kept.
     *
     * @throws FileRefusedException if that is not possible; an older file is as it was
     */
    public static void write(Path file, byte[] bytes) throws FileRefusedException {
        try {
            if (Files.isDirectory(file)) {
                throw new FileRefusedException(file + " is a directory, not a file.");
            }
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            writeBeside(target, bytes);
        } catch (NoSuchFileException missing) {
            throw new FileRefusedException(
                    file + " cannot be written: there is no directory "
                            + file.toAbsolutePath().getParent() + ".",
                    missing);
        } catch (IOException problem) {
            throw new FileRefusedException(
                    file + " cannot be written: " + FileReasons.of(problem) + ". Nothing was changed there.", problem);
        }
    }

    private static void writeBeside(Path target, byte[] bytes) throws IOException {
        Path directory = target.getParent();
        if (directory == null) {
            throw new IOException("it is not the name of a file");
        }
        Path part = Files.createTempFile(directory, "." + target.getFileName(), ".part");
        try {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
            takeOverPermissions(target, part);
            try {
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException oddFileSystem) {
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void takeOverPermissions(Path target, Path part) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(part, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.exists(target)
                ? Files.getPosixFilePermissions(target)
                : PosixFilePermissions.fromString("rw-r--r--");
        view.setPermissions(permissions);
    }
}
