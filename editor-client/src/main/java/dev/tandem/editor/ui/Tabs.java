package dev.tandem.editor.ui;

import com.formdev.flatlaf.FlatClientProperties;
import dev.tandem.editor.Workspace;
import dev.tandem.editor.session.HubState;
import dev.tandem.editor.session.Session;
import dev.tandem.editor.ui.tab.EditorTab;
import dev.tandem.model.DocumentId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.swing.JTabbedPane;

/** The documents that are open, one tab each. */
final class Tabs extends JTabbedPane {

    /** What the window wants to know. */
    interface Listener {
        /** Another tab is in front, or none. */
        void frontChanged();

        /** Something about the tab in front changed. */
        void tabChanged(EditorTab tab);

        /** A sentence for the person about something that did not work. */
        void refused(String sentence);
    }

    private final Workspace workspace;
    private final Listener listener;
    private final Set<DocumentId> opening = new HashSet<>();
    private final List<DocumentId> order = new ArrayList<>();
    private Optional<EditorTab> inFront = Optional.empty();
    private int points;
    private boolean wrap;

    Tabs(Workspace workspace, int points, boolean wrap, Listener listener) {
        this.workspace = workspace;
        this.points = points;
        this.wrap = wrap;
        this.listener = listener;
        putClientProperty(FlatClientProperties.TABBED_PANE_TAB_CLOSABLE, true);
        putClientProperty(FlatClientProperties.TABBED_PANE_TAB_CLOSE_TOOLTIPTEXT, "Close (Ctrl+W)");
        BiConsumer<JTabbedPane, Integer> onClose = (tabs, index) -> close(at(index));
        putClientProperty(FlatClientProperties.TABBED_PANE_TAB_CLOSE_CALLBACK, onClose);
        setTabLayoutPolicy(SCROLL_TAB_LAYOUT);
        setFocusable(false);
        getAccessibleContext().setAccessibleName("Open documents");
        addChangeListener(event -> frontMayHaveChanged());
    }

    EditorTab at(int index) {
        return (EditorTab) getComponentAt(index);
    }

    /** The tab in front. */
    Optional<EditorTab> front() {
        return getSelectedIndex() < 0 ? Optional.empty() : Optional.of(at(getSelectedIndex()));
    }

    /** All of them, from left to right. */
    List<EditorTab> all() {
        List<EditorTab> tabs = new ArrayList<>();
        for (int index = 0; index < getTabCount(); index++) {
            tabs.add(at(index));
        }
        return tabs;
    }

    /** The tab of a document, if it is open. */
    Optional<EditorTab> of(DocumentId id) {
        return all().stream().filter(tab -> tab.session().id().equals(id)).findFirst();
    }

    /** Makes a document and shows it. */
    EditorTab create() {
        Session session = workspace.create("", Later.ON_EVENT_THREAD);
        order.add(session.id());
        return add(session, true);
    }

    /** Shows a document, opening it if need be; {@code then} is told the tab. */
    void open(DocumentId id, boolean inFrontNow, Consumer<EditorTab> then) {
        Optional<EditorTab> already = of(id);
        if (already.isPresent()) {
            if (inFrontNow) {
                setSelectedComponent(already.get());
                already.get().front();
            }
            then.accept(already.get());
        } else if (opening.add(id)) {
            order.add(id);
            Later.answer(
                    workspace.open(id, Later.ON_EVENT_THREAD),
                    session -> {
                        opening.remove(id);
                        then.accept(add(session, inFrontNow));
                    },
                    sentence -> {
                        opening.remove(id);
                        order.remove(id);
                        listener.refused(sentence);
                    });
        }
    }

    private EditorTab add(Session session, boolean inFrontNow) {
        EditorTab tab = new EditorTab(session, points);
        tab.wrap(wrap);
        insertTab(tab.label(), null, tab, null, placeOf(session.id()));
        tab.onChange(() -> changed(tab));
        if (inFrontNow || getTabCount() == 1) {
            setSelectedComponent(tab);
            tab.front();
        }
        return tab;
    }

    /** Documents open as fast as they load; their tabs stand in the order in which they were asked for. */
    private int placeOf(DocumentId id) {
        int wanted = order.indexOf(id);
        return (int) all().stream()
                .filter(tab -> order.indexOf(tab.session().id()) < wanted)
                .count();
    }

    /** Whether documents that were asked for are not there yet. */
    boolean isOpening() {
        return !opening.isEmpty();
    }

    private void changed(EditorTab tab) {
        int index = indexOfComponent(tab);
        if (index >= 0) {
            if (!tab.label().equals(getTitleAt(index))) {
                setTitleAt(index, tab.label());
            }
            listener.tabChanged(tab);
        }
    }

    private void frontMayHaveChanged() {
        Optional<EditorTab> now = front();
        if (!now.equals(inFront)) {
            inFront.filter(old -> indexOfComponent(old) >= 0).ifPresent(EditorTab::back);
            inFront = now;
            now.ifPresent(EditorTab::front);
            listener.frontChanged();
        }
    }

    /** Closes a tab. A document in which nothing was ever written goes with it. */
    void close(EditorTab tab) {
        Session session = tab.session();
        DocumentId id = session.id();
        boolean untouched = session.length() == 0
                && session.title().isEmpty()
                && session.state().hub() instanceof HubState.NotShared;
        leave(tab);
        if (untouched) {
            Later.answer(workspace.delete(id), done -> {}, listener::refused);
        }
    }

    /** Takes a tab away and leaves its document; nothing is deleted. */
    void leave(EditorTab tab) {
        order.remove(tab.session().id());
        remove(tab);
        tab.close();
        frontMayHaveChanged();
    }

    /** Leaves every document; nothing is deleted. */
    void closeAll() {
        for (EditorTab tab : all()) {
            tab.close();
        }
    }

    /** Sets the size of all text, in points. */
    void zoom(int newPoints) {
        points = newPoints;
        all().forEach(tab -> tab.zoom(newPoints));
    }

    /** Whether long lines wrap. */
    void wrap(boolean newWrap) {
        wrap = newWrap;
        all().forEach(tab -> tab.wrap(newWrap));
    }

    /** Brings the tab this many places further to the front, round the end. */
    void step(int places) {
        if (getTabCount() > 0) {
            setSelectedIndex(Math.floorMod(getSelectedIndex() + places, getTabCount()));
        }
    }
}
