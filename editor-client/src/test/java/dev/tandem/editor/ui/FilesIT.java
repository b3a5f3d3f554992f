package dev.tandem.editor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.editor.Profile;
import dev.tandem.editor.Workspace;
import dev.tandem.editor.login.FileVault;
import java.awt.event.KeyEvent;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files through the window's own dialogs, with a real keyboard: what comes in goes out, and what is no text stays out. */
class FilesIT {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    @TempDir
    private Path folder;

    private Screen screen;
    private Workspace workspace;
    private EditorApp app;
    private MainWindow window;

    @BeforeEach
    void start() throws Exception {
        screen = new Screen();
        workspace = Workspace.open(
                Profile.at(folder.resolve("profile")), directory -> new FileVault(directory.resolve("login.json")));
        app = EditorApp.start(workspace, EditorOptions.none());
        window = Screen.windows().get(0);
        screen.focus(window);
    }

    @AfterEach
    void stop() throws Exception {
        if (window != null) {
            Screen.ask(() -> {
                window.quit();
                return null;
            });
            app.awaitClosed();
            workspace.close();
        }
    }

    private void open(Path file) {
        // Not every window manager gives the keyboard back at once to the window whose dialog has closed.
        screen.focus(window);
        screen.press(KeyEvent.VK_O, KeyEvent.VK_CONTROL);
        screen.chooseFile("Open File", file);
    }

    /** Opens a file, writes it out under another name, and returns what was written. */
    private byte[] throughTheWindow(String name, byte[] bytes, String shown) throws Exception {
        Path in = Files.write(folder.resolve(name), bytes);
        open(in);
        Screen.until("the file is in front", () -> Screen.front(window).label().equals(name));
        Screen.assertText(window, shown);
        Path out = folder.resolve("out-" + name);
        screen.focus(window);
        screen.press(KeyEvent.VK_S, KeyEvent.VK_CONTROL, KeyEvent.VK_SHIFT);
        screen.chooseFile("Export", out);
        Screen.untilSaid(window.getLayeredPane(), "Exported to " + out);
        return Files.readAllBytes(out);
    }

    @Test
    void aFileWithCrlfComesOutByteForByte() throws Exception {
        byte[] bytes = "one\r\ntwo 😀\r\n\r\nend".getBytes(StandardCharsets.UTF_8);
        assertThat(throughTheWindow("crlf.txt", bytes, "one\ntwo 😀\n\nend")).isEqualTo(bytes);
        screen.picture(window, "file-crlf");
    }

    @Test
    void aFileInUtf16WithAByteOrderMarkComesOutByteForByte() throws Exception {
        for (Charset encoding : new Charset[] {StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
            byte[] bytes = "\uFEFFgrün 中文\r\n😀\n"
                    .replace("\n", "\r\n")
                    .replace("\r\r", "\r")
                    .getBytes(encoding);
            String name = encoding.name().toLowerCase(java.util.Locale.ROOT) + ".txt";
            assertThat(throughTheWindow(name, bytes, "grün 中文\n😀\n")).isEqualTo(bytes);
        }
    }

    @Test
    void aFileInWindows1252IsTakenForThatAndComesOutByteForByteWithWhatWasAdded() throws Exception {
        byte[] bytes = "naïve – “quoted” €5\r\n".getBytes(WINDOWS_1252);
        assertThat(throughTheWindow("western.txt", bytes, "naïve – “quoted” €5\n"))
                .isEqualTo(bytes);
        Screen.untilSaid(window, "it was read as windows-1252");
        screen.picture(window, "file-windows-1252");
        Screen.ask(() -> {
            Screen.front(window).area().setCaretPosition(0);
            return null;
        });
        screen.type("ok ");
        Screen.assertText(window, "ok naïve – “quoted” €5\n");
        Path again = folder.resolve("again.txt");
        screen.press(KeyEvent.VK_S, KeyEvent.VK_CONTROL, KeyEvent.VK_SHIFT);
        screen.chooseFile("Export", again);
        Screen.until("it is written", () -> Files.exists(again));
        assertThat(again).hasBinaryContent("ok naïve – “quoted” €5\r\n".getBytes(WINDOWS_1252));
    }

    @Test
    void aDocumentThatItsEncodingCannotHoldIsNotWrittenAndTheOldFileStays() throws Exception {
        Path in = Files.write(folder.resolve("old.txt"), "caf\u00e9\n".getBytes(WINDOWS_1252));
        open(in);
        Screen.until("the file is in front", () -> Screen.front(window).label().equals("old.txt"));
        Screen.ask(() -> {
            Screen.front(window).area().replaceSelection("中");
            return null;
        });
        screen.focus(window);
        screen.press(KeyEvent.VK_S, KeyEvent.VK_CONTROL, KeyEvent.VK_SHIFT);
        Path out = folder.resolve("new.txt");
        screen.chooseFile("Export", out);
        Screen.untilSaid(window, "windows-1252 has no place for \"中\" (U+4E2D) in line 1.");
        assertThat(out).doesNotExist();
        screen.picture(window, "file-encoding-refused");

        screen.click(screen.button(window, "windows-1252"));
        screen.choose("UTF-8");
        Screen.until(
                "the document has the encoding",
                () -> "UTF-8".equals(Screen.front(window).session().properties().get("encoding")));
        screen.focus(window);
        screen.press(KeyEvent.VK_S, KeyEvent.VK_CONTROL, KeyEvent.VK_SHIFT);
        screen.chooseFile("Export", out);
        Screen.until("it is written", () -> Files.exists(out));
        assertThat(out).hasBinaryContent("中caf\u00e9\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsNoTextIsRefusedInOneSentenceAndNothingElseChanges() throws Exception {
        screen.type("stays");
        Screen.assertText(window, "stays");
        Path binary = Files.write(folder.resolve("program.bin"), new byte[] {0x7F, 'E', 'L', 'F', 0, 1, 2});
        Path huge = folder.resolve("huge.log");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            // Sparse: the size is what counts.
            file.setLength(2L * 1024 * 1024 * 1024);
        }
        Path torn = Files.write(folder.resolve("torn.txt"), new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0, 'b'});
        Path gone = folder.resolve("gone.txt");
        open(binary);
        Screen.untilSaid(window, "program.bin is not a text file: it holds zero bytes. Tandem edits text only.");
        screen.picture(window, "refused-binary");
        open(huge);
        Screen.untilSaid(window, "huge.log has 2048 MiB; a document holds at most 50 MiB.");
        screen.picture(window, "refused-huge");
        open(torn);
        Screen.untilSaid(window, "torn.txt says that it is UTF-16LE, and its bytes are not.");
        open(gone);
        Screen.untilSaid(window, "There is no file " + gone + ".");
        Screen.assertText(window, "stays");
        assertThat(workspace.documents()).hasSize(1);
        assertThat(Files.size(huge)).isEqualTo(2L * 1024 * 1024 * 1024);
    }
}
