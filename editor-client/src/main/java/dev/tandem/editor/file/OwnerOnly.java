package dev.tandem.editor.file;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and directories that nobody but their owner can read, where the file system knows such a thing. */
public final class OwnerOnly {

    private OwnerOnly() {}

    /** Makes a directory and its parents; the last one is for the owner only if it is made now. */
    public static void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectory(directory, attributes(directory, "rwx------"));
    }

    /** Makes an empty file for the owner only; it must not exist. */
    public static void createFile(Path file) throws IOException {
        Files.createFile(file, attributes(file, "rw-------"));
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        FileStore store = Files.getFileStore(parent == null ? path.toAbsolutePath() : parent);
        return store.supportsFileAttributeView(PosixFileAttributeView.class)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
