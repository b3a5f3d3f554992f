package dev.tandem.editor.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {

    @TempDir
    Path directory;

    @Test
    void everyEncodingAndLineEndComesBackByteForByte() throws Exception {
        Map<String, byte[]> files = Map.of(
                "utf8", "žluťoučký 👩‍🚀\nzweite".getBytes(StandardCharsets.UTF_8),
                "empty", new byte[0],
                "bom", "\uFEFFmit Marke\r\n".getBytes(StandardCharsets.UTF_8),
                "utf16le", "\uFEFF日本\r\n語\r\n".getBytes(StandardCharsets.UTF_16LE),
                "utf16be", "\uFEFF日本\r語\r".getBytes(StandardCharsets.UTF_16BE),
                "utf32le", "\uFEFFoh\n".getBytes(Charset.forName("UTF-32LE")),
                "windows1252", new byte[] {(byte) 0x80, ' ', (byte) 0xE4, '\r', '\n'},
                "latin1", new byte[] {(byte) 0x81, (byte) 0xE4, '\n'});
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            TextFile read = TextFile.decode(file.getValue(), file.getKey());
            assertThat(read.text()).as(file.getKey()).doesNotContain("\r");
            assertThat(read.encode()).as(file.getKey()).isEqualTo(file.getValue());
        }
    }

    @Test
    void aGuessedEncodingAndMixedLineEndsAreSaid() throws Exception {
        TextFile guessed = TextFile.decode(new byte[] {(byte) 0x80, '\n'}, "euro.txt");
        assertThat(guessed.text()).isEqualTo("€\n");
        assertThat(guessed.notices())
                .singleElement()
                .asString()
                .contains("euro.txt")
                .contains("windows-1252");
        TextFile mixed = TextFile.decode("a\r\nb\r\nc\nd\r".getBytes(StandardCharsets.UTF_8), "mixed.txt");
        assertThat(mixed.text()).isEqualTo("a\nb\nc\nd\n");
        assertThat(mixed.lineEnding()).isEqualTo(LineEnding.CRLF);
        assertThat(mixed.notices())
                .singleElement()
                .asString()
                .contains("mixed line ends (1 LF, 2 CRLF, 1 CR)")
                .contains("CRLF everywhere");
    }

    @Test
    void whatIsNoTextIsRefused() {
        for (byte[] bytes : List.of(
                new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13},
                new byte[] {(byte) 0xFF, 1, 2, 3},
                new byte[] {(byte) 0xFF, (byte) 0xFE, 0x00, (byte) 0xD8},
                new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0, 0, 0})) {
            assertThatThrownBy(() -> TextFile.decode(bytes, "picture"))
                    .isInstanceOf(FileRefusedException.class)
                    .hasMessageStartingWith("picture");
        }
    }

    @Test
    void aCharacterThatTheEncodingLacksIsNamedWithItsLine() throws Exception {
        TextFile read = TextFile.decode(new byte[] {(byte) 0xE4, '\n'}, "old.txt");
        TextFile edited = new TextFile(read.text() + "→", read.encoding(), false, read.lineEnding(), List.of());
        assertThatThrownBy(edited::encode)
                .isInstanceOf(FileRefusedException.class)
                .hasMessage("windows-1252 has no place for \"→\" (U+2192) in line 2. Choose the encoding UTF-8 for this"
                        + " document.");
    }

    @Test
    void aFullDiskLeavesTheOldFileAsItWas() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()),
                "needs the right to mount a small disk");
        try {
            Path file = Files.writeString(disk.resolve("note.txt"), "the old text");
            assertThatThrownBy(() -> AtomicFile.write(file, new byte[1 << 20]))
                    .isInstanceOf(FileRefusedException.class)
                    .hasMessage(file + " cannot be written: the disk is full. Nothing was changed there.");
            assertThat(Files.readString(file)).isEqualTo("the old text");
            try (Stream<Path> left = Files.list(disk)) {
                assertThat(left).containsExactly(file);
            }
        } finally {
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    @Test
    void writingKeepsPermissionsAndFollowsLinks() throws Exception {
        Path file = Files.writeString(directory.resolve("script.sh"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        AtomicFile.write(link, "new".getBytes(StandardCharsets.UTF_8));
        assertThat(Files.readString(file)).isEqualTo("new");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rwxr-x---");
    }

    @Test
    void aDirectoryThatIsNotThereIsNamed() {
        Path file = directory.resolve("absent").resolve("note.txt");
        assertThatThrownBy(() -> AtomicFile.write(file, new byte[0]))
                .isInstanceOf(FileRefusedException.class)
                .hasMessageContaining("there is no directory " + directory.resolve("absent"));
    }
}
