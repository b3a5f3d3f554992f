package dev.tandem.editor.login;

import dev.tandem.editor.file.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Tokens in a file that only its owner reads (mode 0600 where the file system has modes): for systems without a key store. */
public final class FileVault implements TokenVault {

    private final Path file;

    /** A vault in that file, which need not exist. */
    public FileVault(Path file) {
        this.file = file;
    }

    @Override
    public Optional<Tokens> load() throws IOException {
        return Files.exists(file) ? Tokens.fromJson(Files.readString(file)) : Optional.empty();
    }

    @Override
    public void store(Tokens tokens) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        OwnerOnly.createFile(part);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(tokens.toJson().getBytes(StandardCharsets.UTF_8));
            while (left.hasRemaining()) {
                channel.write(left);
            }
            // A rotated refresh token that is lost ends the whole login, so it is forced before it is used.
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void forget() throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public String whereabouts() {
        return "This system offers no key store; the login is " + place();
    }

    /** The end of a sentence about the login. */
    String place() {
        return "kept in " + file + ", which only you can read.";
    }
}
