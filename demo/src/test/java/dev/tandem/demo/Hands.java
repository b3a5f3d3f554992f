package dev.tandem.demo;

import static org.awaitility.Awaitility.await;

import java.awt.AWTException;
import java.awt.Component;
import java.awt.Container;
import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.swing.AbstractButton;
import javax.swing.JDialog;
import javax.swing.JMenu;
import javax.swing.JMenuItem;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;
import org.opentest4j.TestAbortedException;

/** A person at the display: finds things by their names, clicks on them with a real mouse, and types on a real keyboard. */
final class Hands {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Robot robot;

    Hands() throws AWTException {
        if (GraphicsEnvironment.isHeadless()) {
            System.err.println("SKIPPED: there is no display, so nobody sits at the windows.");
            throw new TestAbortedException("no display");
        }
        robot = new Robot();
        robot.setAutoDelay(15);
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

    static void until(String what, Callable<Boolean> holds) {
        await(what).atMost(PATIENCE).until(() -> ask(holds));
    }

    /** The first part of that kind that is shown and fits. */
    static <C extends Component> Optional<C> seen(Container in, Class<C> kind, Predicate<C> fits) {
        return all(in).filter(Component::isShowing)
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(fits)
                .findFirst();
    }

    private static Stream<Component> all(Container in) {
        List<Component> found = new ArrayList<>();
        for (Component child : in.getComponents()) {
            found.add(child);
            if (child instanceof Container inner) {
                all(inner).forEach(found::add);
            }
        }
        return found.stream();
    }

    /** Returns a part; waits for it, except on the event dispatch thread. */
    static <C extends Component> C part(String what, Container in, Class<C> kind, Predicate<C> fits) {
        if (SwingUtilities.isEventDispatchThread()) {
            return seen(in, kind, fits).orElseThrow(() -> new AssertionError("there is no " + what));
        }
        return await(what)
                .atMost(PATIENCE)
                .until(() -> ask(() -> seen(in, kind, fits)), Optional::isPresent)
                .orElseThrow();
    }

    /** The text that is shown anywhere in a window, for people to read. */
    static boolean says(Container in, String words) {
        return all(in).filter(Component::isShowing).anyMatch(part -> words(part).contains(words));
    }

    private static String words(Component part) {
        if (part instanceof javax.swing.JLabel label) {
            return String.valueOf(label.getText());
        }
        if (part instanceof AbstractButton button) {
            return String.valueOf(button.getText());
        }
        return part instanceof JTextComponent text ? text.getText() : "";
    }

    void untilSaid(Container in, String words) {
        until("the words: " + words, () -> says(in, words));
    }

    /** A field or another part by the name that a screen reader says. */
    static <C extends Component> C named(Container in, Class<C> kind, String name) {
        return part(
                name,
                in,
                kind,
                found -> name.equals(found.getAccessibleContext().getAccessibleName()));
    }

    static AbstractButton button(Container in, String words) {
        return part("the button " + words, in, AbstractButton.class, found -> words.equals(found.getText()));
    }

    /** The dialog of that title over that window. */
    static JDialog dialog(Frame over, String title) {
        return await("the dialog " + title)
                .atMost(PATIENCE)
                .until(
                        () -> ask(() -> Arrays.stream(over.getOwnedWindows())
                                .filter(window -> window.isShowing() && window instanceof JDialog)
                                .map(JDialog.class::cast)
                                .filter(dialog -> title.equals(dialog.getTitle()))
                                .findFirst()),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Waits until a window is in front and has the keyboard. */
    void look(Window window) {
        ask(() -> {
            window.toFront();
            return null;
        });
        until("the window has the keyboard", () -> {
            if (!window.isFocused()) {
                window.toFront();
                window.requestFocus();
            }
            return window.isFocused();
        });
    }

    void click(Component part) {
        until("it can be clicked", () -> part.isShowing() && part.isEnabled());
        Point at = ask(() -> {
            Point corner = part.getLocationOnScreen();
            return new Point(corner.x + part.getWidth() / 2, corner.y + part.getHeight() / 2);
        });
        robot.mouseMove(at.x, at.y);
        robot.waitForIdle();
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        robot.waitForIdle();
    }

    /** Opens a menu of a window and clicks on one of its entries. */
    void menu(Frame window, String menu, String entry) {
        look(window);
        click(part("the menu " + menu, window, JMenu.class, found -> menu.equals(found.getText())));
        JMenuItem item = await("the entry " + entry)
                .atMost(PATIENCE)
                .until(
                        () -> ask(() -> Arrays.stream(Window.getWindows())
                                .filter(Window::isShowing)
                                .flatMap(Hands::all)
                                .filter(found -> found.isShowing()
                                        && found instanceof JMenuItem one
                                        && entry.equals(one.getText()))
                                .map(JMenuItem.class::cast)
                                .findFirst()),
                        Optional::isPresent)
                .orElseThrow();
        click(item);
    }

    /** Types what a keyboard with American keys has. */
    void type(String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean shift = Character.isUpperCase(c) || c == ':' || c == '!' || c == '_';
            int key = switch (c) {
                case '\n' -> KeyEvent.VK_ENTER;
                case ' ' -> KeyEvent.VK_SPACE;
                case ':' -> KeyEvent.VK_SEMICOLON;
                case '/' -> KeyEvent.VK_SLASH;
                case '.' -> KeyEvent.VK_PERIOD;
                case ',' -> KeyEvent.VK_COMMA;
                case '-' -> KeyEvent.VK_MINUS;
                case '_' -> KeyEvent.VK_MINUS;
                case '!' -> KeyEvent.VK_1;
                default -> KeyEvent.getExtendedKeyCodeForChar(Character.toLowerCase(c));
            };
            if (shift) {
                press(key, KeyEvent.VK_SHIFT);
            } else {
                press(key);
            }
        }
    }

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

    /** Clicks into a field and writes over what is in it. */
    void fill(JTextComponent field, String text) {
        click(field);
        until("the field has the keyboard", field::isFocusOwner);
        press(KeyEvent.VK_A, KeyEvent.VK_CONTROL);
        press(KeyEvent.VK_DELETE);
        type(text);
        until("the field says what was typed", () -> field.getText().equals(text));
    }

    void picture(Window window, String name) throws IOException {
        robot.waitForIdle();
        robot.delay(200);
        Rectangle bounds = ask(window::getBounds);
        BufferedImage picture = robot.createScreenCapture(bounds);
        Files.createDirectories(PICTURES);
        if (!ImageIO.write(picture, "png", PICTURES.resolve(name + ".png").toFile())) {
            throw new IOException("no PNG writer");
        }
    }
}
