package dev.tandem.editor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.editor.DocumentSummary;
import dev.tandem.editor.Profile;
import dev.tandem.editor.Workspace;
import dev.tandem.editor.login.FileVault;
import dev.tandem.editor.ui.theme.Appearance;
import java.awt.event.KeyEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.swing.JDialog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person at the real window on a real profile, with a real keyboard. */
class MainWindowIT {

    @TempDir
    private Path folder;

    private Screen screen;
    private Workspace workspace;
    private EditorApp app;
    private MainWindow window;

    @BeforeEach
    void start() throws Exception {
        screen = new Screen();
        open(EditorOptions.none());
    }

    private void open(EditorOptions options) throws Exception {
        workspace = Workspace.open(
                Profile.at(folder.resolve("profile")), directory -> new FileVault(directory.resolve("login.json")));
        app = EditorApp.start(workspace, options);
        window = Screen.windows().get(0);
        Screen.until("a document is in front", () -> window.tabs().front().isPresent());
        screen.focus(window);
    }

    @AfterEach
    void stop() throws Exception {
        if (window != null) {
            quit();
        }
    }

    private void quit() throws Exception {
        Screen.ask(() -> {
            window.quit();
            return null;
        });
        app.awaitClosed();
        workspace.close();
        window = null;
    }

    @Test
    void aFirstStartGivesACaretAndWhatIsTypedIsThereAfterARestart() throws Exception {
        assertThat(workspace.documents()).hasSize(1);
        screen.type("hello from the keyboard\nsecond line");
        Screen.assertText(window, "hello from the keyboard\nsecond line");
        Screen.until("saved", () -> Screen.front(window).session().state().saved());
        Screen.ask(() -> {
            Screen.front(window).area().setCaretPosition(5);
            window.setBounds(60, 50, 900, 640);
            return null;
        });
        screen.picture(window, "first-start");
        quit();

        open(EditorOptions.none());
        Screen.assertText(window, "hello from the keyboard\nsecond line");
        Screen.until("the caret", () -> Screen.front(window).area().getCaretPosition() == 5);
        assertThat(Screen.ask(() -> window.getBounds().getSize()).width).isEqualTo(900);
        assertThat(Screen.ask(() -> window.tabs().all().size())).isEqualTo(1);
    }

    @Test
    void tabsCaretAndFrontAreAsTheyWereLeft() throws Exception {
        screen.type("one");
        screen.press(KeyEvent.VK_N, KeyEvent.VK_CONTROL);
        Screen.until("a second tab", () -> window.tabs().getTabCount() == 2);
        screen.focus(window);
        screen.type("two");
        screen.press(KeyEvent.VK_N, KeyEvent.VK_CONTROL);
        Screen.until("a third tab", () -> window.tabs().getTabCount() == 3);
        screen.focus(window);
        screen.type("three");
        Screen.assertText(window, "three");
        Screen.ask(() -> {
            window.stepTab(-1);
            return null;
        });
        quit();

        open(EditorOptions.none());
        Screen.until("three tabs", () -> window.tabs().getTabCount() == 3);
        Screen.until("the second in front", () -> Screen.front(window).label().equals("two"));
        List<String> labels = Screen.ask(
                () -> window.tabs().all().stream().map(tab -> tab.label()).toList());
        assertThat(labels).containsExactly("one", "two", "three");
    }

    @Test
    void undoAndRedoByKeyTakeWordsBack() throws Exception {
        screen.type("one two");
        Screen.assertText(window, "one two");
        screen.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
        Screen.assertText(window, "one ");
        screen.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL, KeyEvent.VK_SHIFT);
        Screen.assertText(window, "one two");
    }

    @Test
    void findAndReplaceWorkFromTheKeyboardAndEscapeGoesBackToTheText() throws Exception {
        screen.type("a cat and a cat and a dog");
        screen.press(KeyEvent.VK_H, KeyEvent.VK_CONTROL);
        Screen.until("the find bar", () -> Screen.front(window).findBar().isVisible());
        screen.type("cat");
        Screen.until("two matches", () -> Screen.front(window).findBar().matchCount() == 2);
        screen.picture(window, "find");
        Screen.ask(() -> {
            Screen.front(window).findBar().replaceEverythingWith("cow");
            return null;
        });
        Screen.assertText(window, "a cow and a cow and a dog");
        screen.press(KeyEvent.VK_ESCAPE);
        Screen.until(
                "the text has the keyboard", () -> Screen.front(window).area().isFocusOwner());
        screen.press(KeyEvent.VK_Z, KeyEvent.VK_CONTROL);
        Screen.assertText(window, "a cat and a cat and a dog");
    }

    @Test
    void aFileComesInAndGoesOutByteForByte() throws Exception {
        Path file = folder.resolve("windows.txt");
        byte[] bytes = "\uFEFFübung\r\nzwei\r\n".getBytes(StandardCharsets.UTF_8);
        Files.write(file, bytes);
        quit();
        open(EditorOptions.file(file));
        Screen.until("the file is in front", () -> Screen.front(window).label().equals("windows.txt"));
        Screen.assertText(window, "übung\nzwei\n");
        Path out = folder.resolve("out.txt");
        DocumentSummary imported = workspace.documents().stream()
                .filter(document -> document.title().equals("windows.txt"))
                .findFirst()
                .orElseThrow();
        workspace.exportFile(imported.id(), out).get();
        assertThat(out).hasBinaryContent(bytes);
    }

    @Test
    void aDeletedDocumentComesBackWithUndoAndIsGoneWithout() throws Exception {
        screen.type("keep me");
        Screen.assertText(window, "keep me");
        Screen.ask(() -> {
            window.deleteFront();
            return null;
        });
        Screen.until("nothing is open", () -> window.tabs().getTabCount() == 0);
        screen.picture(window, "deleted");
        Screen.ask(() -> {
            window.deletions().takeBack();
            return null;
        });
        Screen.until("it is back", () -> window.tabs().getTabCount() == 1);
        Screen.assertText(window, "keep me");
        Screen.ask(() -> {
            window.deleteFront();
            return null;
        });
        quit();
        open(EditorOptions.none());
        assertThat(workspace.documents())
                .allSatisfy(document -> assertThat(document.characters()).isZero());
        Screen.assertText(window, "");
    }

    @Test
    void lightAndDarkAreKept() throws Exception {
        for (Appearance look : List.of(Appearance.DARK, Appearance.LIGHT)) {
            Screen.ask(() -> {
                window.appearance(look);
                return null;
            });
            Screen.until("kept", () -> workspace.settings().get(Appearance.KNOB) == look);
            screen.picture(window, "look-" + look);
        }
    }

    @Test
    void dialogsOpenOverTheWindowAndLeaveWithEscape() throws Exception {
        Screen.ask(() -> {
            window.hubFlow().connect();
            return null;
        });
        JDialog connect = Screen.dialog("Connect to a Hub");
        Screen.until("the dialog has the keyboard", connect::isFocused);
        screen.picture(connect, "connect");
        screen.press(KeyEvent.VK_ESCAPE);
        Screen.until("it is gone", () -> !connect.isShowing());
        Screen.ask(() -> {
            window.about();
            return null;
        });
        JDialog about = Screen.dialog("About Tandem");
        Screen.until("the dialog has the keyboard", about::isFocused);
        screen.press(KeyEvent.VK_ESCAPE);
        Screen.until("it is gone", () -> !about.isShowing());
    }
}
