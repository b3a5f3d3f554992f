package dev.tandem.editor.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileVaultTest {

    @TempDir
    Path directory;

    private Path file;
    private FileVault vault;

    @BeforeEach
    void make() {
        file = directory.resolve("login.json");
        vault = new FileVault(file);
    }

    private static Tokens tokens(String refreshToken) {
        return new Tokens(
                URI.create("https://login.example.org/realms/tandem"),
                "tandem-desktop",
                "an access token",
                Instant.parse("2030-01-01T00:00:00Z"),
                refreshToken,
                "an id token",
                "subject",
                "alice",
                "Alice Andersson");
    }

    @Test
    void onlyTheOwnerReadsTheFileAlsoAfterItIsReplaced() throws Exception {
        vault.store(tokens("first"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        // Somebody loosened it; the next login is for the owner alone again.
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        vault.store(tokens("second"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(vault.load()).contains(tokens("second"));
        assertThat(directory.toFile().list()).containsExactly("login.json");
    }

    @Test
    void aWriteThatWasCutOffLeavesTheOldLogin() throws Exception {
        vault.store(tokens("first"));
        Files.writeString(directory.resolve("login.json.part"), "{\"issuer\":");
        assertThat(vault.load()).contains(tokens("first"));
        vault.store(tokens("second"));
        assertThat(vault.load()).contains(tokens("second"));
    }

    @Test
    void aDamagedFileMeansANewLogin() throws Exception {
        Files.writeString(file, "{\"issuer\": 7");
        assertThat(vault.load()).isEmpty();
        Files.writeString(file, "{}");
        assertThat(vault.load()).isEmpty();
    }

    @Test
    void aForgottenLoginIsGone() throws Exception {
        vault.store(tokens("first"));
        vault.forget();
        assertThat(file).doesNotExist();
        assertThat(vault.load()).isEmpty();
        vault.forget();
    }

    @Test
    void itSaysWhereItIs() {
        assertThat(vault.whereabouts()).contains(file.toString()).contains("only you can read");
    }
}
