package dev.tandem.editor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {

    @TempDir
    Path directory;

    private record Answer(int exitCode, String out, String err) {}

    private Answer tandem(String input, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        TandemCommand command = new TandemCommand(
                (workspace, document, file) -> {
                    throw new CommandFailure("no window here: " + document.isPresent() + " " + file.isPresent());
                },
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--profile";
        all[arguments.length + 1] = directory.resolve("profile").toString();
        int exitCode = TandemCommand.run(command, new PrintWriter(out, true), new PrintWriter(err, true), all);
        return new Answer(exitCode, out.toString(), err.toString());
    }

    @Test
    void aDocumentIsMadeWrittenAndRead() throws Exception {
        Answer made = tandem("", "new", "Shopping list");
        assertThat(made.err()).isEmpty();
        assertThat(made.exitCode()).isZero();
        assertThat(tandem("milk 🥛\r\nbread\n", "write", "Shopping list").out()).isEqualToIgnoringNewLines("Saved.");
        assertThat(tandem("", "cat", made.out().strip()).out()).isEqualTo("milk 🥛\nbread\n");
        assertThat(tandem("eggs\n", "write", "Shopping list", "--append").exitCode())
                .isZero();
        assertThat(tandem("", "cat", made.out().substring(0, 8)).out()).isEqualTo("milk 🥛\nbread\neggs\n");
        assertThat(tandem("milk 🥛\nbread\neggs\n", "write", "Shopping list").out())
                .isEqualToIgnoringNewLines("Nothing changed.");
        JsonNode listed =
                new ObjectMapper().readTree(tandem("", "list", "--json").out());
        assertThat(listed.path("documents").path(0).path("title").asText()).isEqualTo("Shopping list");
        assertThat(listed.path("documents").path(0).path("shared").asBoolean()).isFalse();
        assertThat(listed.path("documents").path(0).path("hub").path("state").asText())
                .isEqualTo("not-shared");
    }

    @Test
    void aDocumentGetsAnotherTitleAndGoes() throws Exception {
        String id = tandem("", "new", "Draft").out().strip();
        tandem("hello", "write", "Draft");
        assertThat(tandem("", "rename", "Draft", "Final").out()).isEqualToIgnoringNewLines("Renamed.");
        assertThat(tandem("", "list").out()).contains(id).contains("Final").doesNotContain("Draft");

        Answer kept = tandem("", "delete", "Final");
        assertThat(kept.exitCode()).isEqualTo(1);
        assertThat(kept.err())
                .isEqualToIgnoringNewLines(
                        "tandem: \"Final\" is nowhere but on this device. Export it first, or say --yes"
                                + " to delete it for good.");
        assertThat(tandem("", "cat", "Final").out()).isEqualTo("hello");

        assertThat(tandem("", "delete", "Final", "--yes").out()).isEqualToIgnoringNewLines("Deleted.");
        assertThat(tandem("", "cat", id).err()).contains("There is no document \"" + id + "\" on this device");
        // Nothing is lost with an empty one.
        tandem("", "new", "Empty");
        assertThat(tandem("", "delete", "Empty").exitCode()).isZero();
        assertThat(tandem("", "list").out()).isEmpty();
        assertThat(tandem("", "rename", "Empty", "Full").exitCode()).isEqualTo(1);
    }

    @Test
    void filesComeAndGoByteForByte() throws Exception {
        byte[] bytes = "eins\r\nzw\u00f6lf\r\n".getBytes(StandardCharsets.ISO_8859_1);
        Path in = Files.write(directory.resolve("in.txt"), bytes);
        Answer imported = tandem("", "import", in.toString());
        assertThat(imported.exitCode()).isZero();
        assertThat(imported.err()).contains("is not UTF-8; it was read as windows-1252");
        Path out = directory.resolve("out.txt");
        assertThat(tandem("", "export", "in.txt", out.toString()).exitCode()).isZero();
        assertThat(Files.readAllBytes(out)).isEqualTo(bytes);
    }

    @Test
    void badInputGetsOneSentenceAndAnExitCode() throws Exception {
        Answer flag = tandem("", "list", "--jsno");
        assertThat(flag.exitCode()).isEqualTo(2);
        assertThat(flag.err()).contains("Unknown option: '--jsno'").contains("Try 'tandem list --help'");

        Answer command = tandem("", "lsit");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).contains("'lsit'").contains("Try 'tandem --help'");

        Answer missing = tandem("", "cat", "no such thing");
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).contains("There is no document \"no such thing\" on this device");

        Path binary = Files.write(directory.resolve("binary"), new byte[] {'a', 0, 'b'});
        assertThat(tandem("", "import", binary.toString()).err()).contains("is not a text file: it holds zero bytes");

        Path huge = directory.resolve("huge");
        try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
            sparse.setLength(2L << 30);
        }
        Answer tooLarge = tandem("", "import", huge.toString());
        assertThat(tooLarge.exitCode()).isEqualTo(1);
        assertThat(tooLarge.err()).contains("has 2048 MiB; a document holds at most 50 MiB");

        Answer noFile = tandem("", "import", directory.resolve("absent").toString());
        assertThat(noFile.err()).contains("There is no file");
        assertThat(tandem("", "list").out()).isEmpty();

        Answer noHub = tandem("", "sync");
        assertThat(noHub.exitCode()).isEqualTo(1);
        assertThat(noHub.err()).contains("No hub is named yet");

        Answer noRole = tandem("", "share", "x", "bob", "emperor");
        assertThat(noRole.exitCode()).isEqualTo(2);
        assertThat(noRole.err()).contains("emperor");
        assertThat(noRole.err().lines().count()).isLessThan(4);
    }

    @Test
    void statusSaysWhereThingsAre() throws Exception {
        JsonNode status =
                new ObjectMapper().readTree(tandem("", "status", "--json").out());
        assertThat(status.path("hubState").asText()).isEqualTo("no-hub");
        assertThat(status.path("documents").asInt()).isZero();
        assertThat(tandem("", "status").out())
                .contains("Hub        none (no-hub)")
                .contains("Login      nobody");
    }

    @Test
    void theWindowGetsTheFileOrTheDocumentThatWasNamed() throws Exception {
        assertThat(tandem("").err()).contains("no window here: false false");
        Path file = Files.writeString(directory.resolve("note.txt"), "hello");
        assertThat(tandem("", "edit", file.toString()).err()).contains("no window here: false true");
        tandem("", "new", "Letter");
        assertThat(tandem("", "edit", "Letter").err()).contains("no window here: true false");
        assertThat(tandem("", "edit", "nothing").err()).contains("\"nothing\" is neither a file nor a document");
    }
}
