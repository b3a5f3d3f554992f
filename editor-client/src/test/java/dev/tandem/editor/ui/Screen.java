package dev.tandem.editor.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.editor.ui.tab.EditorTab;
import java.awt.AWTException;
import java.awt.Component;
import java.awt.Container;
import java.awt.GraphicsEnvironment;
import java.awt.Image;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JDialog;
import javax.swing.JLabel;
import javax.swing.JMenuItem;
import javax.swing.JTextArea;
import javax.swing.JTextField;
import javax.swing.MenuSelectionManager;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.Assumptions;

/** A person's eyes and hands: presses real keys, reads what the window shows, and takes pictures of it. */
final class Screen {

    private static final Path PICTURES = Path.of("target", "screenshots");

    private final Robot robot;

    Screen() throws AWTException {
        if (GraphicsEnvironment.isHeadless()) {
            System.err.println("SKIPPED: this test needs a display; start Xvfb and set DISPLAY.");
            Assumptions.abort("no display");
        }
        robot = new Robot();
        robot.setAutoDelay(12);
        // No waiting between press and release: on a busy machine the display would repeat the key meanwhile.
    }

    /** The windows that are shown now. */
    static List<MainWindow> windows() {
        return Arrays.stream(Window.getWindows())
                .filter(window -> window instanceof MainWindow && window.isShowing())
                .map(MainWindow.class::cast)
                .toList();
    }

    /** Asks something on the event dispatch thread. */
    static <T> T ask(Callable<T> question) {
        FutureTask<T> task = new FutureTask<>(question);
        SwingUtilities.invokeLater(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until something holds on the event dispatch thread. */
    static void until(String what, Callable<Boolean> holds) {
        await(what).atMost(Duration.ofSeconds(40)).until(() -> ask(holds));
    }

    /** The tab in front of a window. */
    static EditorTab front(MainWindow window) {
        return window.tabs().front().orElseThrow();
    }

    /** Waits until the keyboard is in the text of a window. */
    void focus(MainWindow window) {
        ask(() -> {
            window.toFront();
            front(window).front();
            return null;
        });
        until("the keyboard is in the text", () -> front(window).area().isFocusOwner());
    }

    /** Types letters, digits, blanks, line breaks and what stands in the names of files, on American keys. */
    void type(String text) {
        for (int at = 0; at < text.length(); at++) {
            char key = text.charAt(at);
            int code = switch (key) {
                case '\n' -> KeyEvent.VK_ENTER;
                case ' ' -> KeyEvent.VK_SPACE;
                case '.' -> KeyEvent.VK_PERIOD;
                case '/' -> KeyEvent.VK_SLASH;
                case '-', '_' -> KeyEvent.VK_MINUS;
                default -> KeyEvent.getExtendedKeyCodeForChar(Character.toLowerCase(key));
            };
            if (Character.isUpperCase(key) || key == '_') {
                press(code, KeyEvent.VK_SHIFT);
            } else {
                press(code);
            }
        }
    }

    /** Presses a key while others are held. */
    void press(int key, int... held) {
        for (int one : held) {
            robot.keyPress(one);
        }
        robot.keyPress(key);
        robot.keyRelease(key);
        for (int one : held) {
            robot.keyRelease(one);
        }
    }

    /** The text of a window becomes this one. */
    static void assertText(MainWindow window, String text) {
        await("the text")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(ask(() -> front(window).area().getText())).isEqualTo(text));
        assertThat(ask(() -> front(window).session().text())).isEqualTo(text);
    }

    /** The dialog of that title, once it is shown. */
    static JDialog dialog(String title) {
        return await("the dialog " + title)
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> ask(() -> Arrays.stream(Window.getWindows())
                                .filter(window -> window instanceof JDialog && window.isShowing())
                                .map(JDialog.class::cast)
                                .filter(dialog -> dialog.getTitle().equals(title))
                                .findFirst()
                                .orElse(null)),
                        found -> found != null);
    }

    /** Types the name of a file into the dialog of that title, and takes it. */
    void chooseFile(String title, Path file) {
        JDialog chooser = dialog(title);
        until("the dialog has the keyboard", chooser::isFocused);
        until("the name can be typed", () -> chooser.getMostRecentFocusOwner() instanceof JTextField);
        press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        type(file.toString());
        until(
                "the name is there",
                () -> chooser.getMostRecentFocusOwner() instanceof JTextField name
                        && name.getText().equals(file.toString()));
        press(KeyEvent.VK_ENTER);
        until("the dialog has gone", () -> !chooser.isShowing());
    }

    /** The button of a window with that label. */
    AbstractButton button(Container in, String label) {
        return await("the button " + label)
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> ask(() -> parts(in)
                                .filter(part -> part instanceof AbstractButton && part.isShowing())
                                .map(AbstractButton.class::cast)
                                .filter(button -> label.equals(button.getText()))
                                .findFirst()
                                .orElse(null)),
                        found -> found != null);
    }

    private static Stream<Component> parts(Container in) {
        return Arrays.stream(in.getComponents())
                .flatMap(part -> part instanceof Container inner
                        ? Stream.concat(Stream.of(part), parts(inner))
                        : Stream.of(part));
    }

    /** Clicks on an entry of the menu that is open. */
    void choose(String label) {
        click(await("the entry " + label)
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> ask(() -> Arrays.stream(
                                        MenuSelectionManager.defaultManager().getSelectedPath())
                                .flatMap(part -> parts((Container) part.getComponent()))
                                .filter(part -> part.isShowing()
                                        && part instanceof JMenuItem item
                                        && label.equals(item.getText()))
                                .findFirst()
                                .orElse(null)),
                        found -> found != null));
    }

    /** Clicks on the middle of a part. */
    void click(Component part) {
        Point corner = ask(part::getLocationOnScreen);
        robot.mouseMove(corner.x + part.getWidth() / 2, corner.y + part.getHeight() / 2);
        robot.waitForIdle();
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        robot.waitForIdle();
    }

    /** What the banners and other texts of a window say, one a line. */
    static String words(Container in) {
        StringBuilder words = new StringBuilder();
        for (Component part : in.getComponents()) {
            if (part.isShowing() && part instanceof JLabel label) {
                words.append(label.getText()).append('\n');
            } else if (part.isShowing() && part instanceof JTextArea text) {
                words.append(text.getText()).append('\n');
            }
            if (part instanceof Container inner) {
                words.append(words(inner));
            }
        }
        return words.toString();
    }

    static void untilSaid(Container in, String sentence) {
        await("what the window says")
                .atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(ask(() -> words(in))).contains(sentence));
    }

    /** Takes a picture of a window, after everything is painted. */
    void picture(Window window, String name) throws IOException {
        robot.waitForIdle();
        robot.delay(150);
        Rectangle bounds = ask(window::getBounds);
        List<Image> sizes = robot.createMultiResolutionScreenCapture(bounds).getResolutionVariants();
        BufferedImage picture = (BufferedImage) sizes.get(sizes.size() - 1);
        Files.createDirectories(PICTURES);
        ImageIO.write(picture, "png", PICTURES.resolve(name + ".png").toFile());
        assertThat(colours(picture)).as("a picture with something in it").isGreaterThan(8);
    }

    /** Takes a picture of everything on the screen; false while there is nothing. */
    boolean wholeScreen(String name) throws IOException {
        robot.delay(300);
        Files.createDirectories(PICTURES);
        BufferedImage picture = robot.createScreenCapture(
                new Rectangle(Toolkit.getDefaultToolkit().getScreenSize()));
        ImageIO.write(picture, "png", PICTURES.resolve(name + ".png").toFile());
        return colours(picture) > 8;
    }

    private static long colours(BufferedImage picture) {
        return Arrays.stream(picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth()))
                .distinct()
                .limit(100)
                .count();
    }
}
