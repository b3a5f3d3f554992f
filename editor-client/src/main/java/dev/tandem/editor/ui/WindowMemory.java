package dev.tandem.editor.ui;

import dev.tandem.editor.Workspace;
import dev.tandem.editor.ui.tab.EditorTab;
import dev.tandem.model.DocumentId;
import java.awt.Dimension;
import java.awt.GraphicsConfiguration;
import java.awt.GraphicsDevice;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.swing.JFrame;

/** Keeps how the window was left in the profile, and brings it back. */
public final class WindowMemory {

    private static final int SMALLEST_TEXT = 8;
    private static final int LARGEST_TEXT = 48;
    private static final int NARROW = 900;

    private final Workspace workspace;

    WindowMemory(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Lets the next window of a profile open there, as if it had been left there; in a narrow one the list of documents is
     * hidden. May be called on any thread.
     */
    public static void placeNext(Workspace workspace, Rectangle bounds) {
        WindowMemory memory = new WindowMemory(workspace);
        memory.keep("bounds", bounds.x, bounds.y, bounds.width, bounds.height, 0);
        memory.keepSides(bounds.width < NARROW ? -250 : 250, 220);
    }

    /** Puts the window where it was, as far as it is on a screen that is still there. */
    void placeWindow(JFrame window) {
        Dimension screen = window.getToolkit().getScreenSize();
        window.setSize(Math.min(1280, screen.width - 40), Math.min(820, screen.height - 60));
        window.setLocationByPlatform(true);
        numbers("bounds", 5).ifPresent(kept -> {
            Rectangle bounds = new Rectangle(kept[0], kept[1], kept[2], kept[3]);
            if (isVisible(bounds) && bounds.width >= 400 && bounds.height >= 300) {
                window.setBounds(bounds);
            }
            if (kept[4] == 1) {
                window.setExtendedState(JFrame.MAXIMIZED_BOTH);
            }
        });
    }

    private static boolean isVisible(Rectangle bounds) {
        return Arrays.stream(GraphicsEnvironment.getLocalGraphicsEnvironment().getScreenDevices())
                .map(GraphicsDevice::getDefaultConfiguration)
                .map(GraphicsConfiguration::getBounds)
                .anyMatch(screen -> screen.intersection(bounds).width > 100
                        && screen.intersection(bounds).height > 60
                        && bounds.y >= screen.y);
    }

    /** Keeps where the window is; its size while maximized is not kept, so that it can shrink back. */
    void keepWindow(JFrame window) {
        boolean maximized = (window.getExtendedState() & JFrame.MAXIMIZED_BOTH) == JFrame.MAXIMIZED_BOTH;
        Rectangle bounds = window.getBounds();
        if (maximized) {
            int[] old = numbers("bounds", 5).orElse(new int[] {bounds.x, bounds.y, 1280, 820, 1});
            bounds = new Rectangle(old[0], old[1], old[2], old[3]);
        }
        keep("bounds", bounds.x, bounds.y, bounds.width, bounds.height, maximized ? 1 : 0);
    }

    /** The widths of the panels at the sides, in pixels, negative while hidden. */
    int[] sides() {
        return numbers("sides", 2).orElse(new int[] {250, 220});
    }

    void keepSides(int documents, int people) {
        keep("sides", documents, people);
    }

    /** The size of the text, in points. */
    int points() {
        return numbers("points", 1)
                .map(kept -> Math.max(SMALLEST_TEXT, Math.min(LARGEST_TEXT, kept[0])))
                .orElse(14);
    }

    void keepPoints(int points) {
        keep("points", points);
    }

    boolean wrap() {
        return numbers("wrap", 1).map(kept -> kept[0] == 1).orElse(true);
    }

    void keepWrap(boolean wrap) {
        keep("wrap", wrap ? 1 : 0);
    }

    /** The documents that were open, from left to right. */
    List<DocumentId> openDocuments() {
        return workspace.remembered("tabs").stream()
                .flatMap(String::lines)
                .filter(line -> !line.isBlank())
                .map(DocumentId::new)
                .toList();
    }

    /** The document that was in front. */
    Optional<DocumentId> frontDocument() {
        return workspace.remembered("front").filter(id -> !id.isBlank()).map(DocumentId::new);
    }

    /** Keeps which documents are open and where each was left. */
    void keepTabs(List<EditorTab> tabs, Optional<EditorTab> front) {
        StringBuilder ids = new StringBuilder();
        for (EditorTab tab : tabs) {
            ids.append(tab.session().id()).append('\n');
            remember("place." + tab.session().id(), tab.place());
        }
        remember("tabs", ids.toString());
        remember("front", front.map(tab -> tab.session().id().value()).orElse(""));
    }

    /** Where caret and scroll of a document were. */
    Optional<String> place(DocumentId id) {
        return workspace.remembered("place." + id);
    }

    private void keep(String key, int... numbers) {
        StringBuilder text = new StringBuilder();
        for (int number : numbers) {
            text.append(text.isEmpty() ? "" : ",").append(number);
        }
        remember(key, text.toString());
    }

    private void remember(String key, String value) {
        if (!workspace.remembered(key).equals(Optional.of(value))) {
            workspace.remember(key, value);
        }
    }

    private Optional<int[]> numbers(String key, int count) {
        return workspace
                .remembered(key)
                .filter(text -> text.matches("-?\\d{1,9}(,-?\\d{1,9}){" + (count - 1) + "}"))
                .map(text -> Arrays.stream(text.split(","))
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }
}
