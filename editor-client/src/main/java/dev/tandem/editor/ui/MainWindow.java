package dev.tandem.editor.ui;

import dev.tandem.editor.DocumentSummary;
import dev.tandem.editor.HubLinkState;
import dev.tandem.editor.Workspace;
import dev.tandem.editor.WorkspaceListener;
import dev.tandem.editor.ui.documents.DocumentsPanel;
import dev.tandem.editor.ui.people.PeoplePanel;
import dev.tandem.editor.ui.status.StatusBar;
import dev.tandem.editor.ui.tab.Banner;
import dev.tandem.editor.ui.tab.EditorTab;
import dev.tandem.editor.ui.tab.Language;
import dev.tandem.editor.ui.theme.Appearance;
import dev.tandem.editor.ui.theme.Desktop;
import dev.tandem.editor.ui.theme.Icons;
import dev.tandem.editor.ui.theme.Paint;
import dev.tandem.model.DocumentId;
import java.awt.BorderLayout;
import java.awt.CardLayout;
import java.awt.Color;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;
import javax.swing.Timer;

/** The window: its parts, and what they have to do with each other. */
final class MainWindow extends JFrame implements Tabs.Listener, DocumentsPanel.Wishes {

    private static final int KEEP_AFTER_MILLIS = 400;
    private static final String STORE = "store";
    private static final int NORMAL_POINTS = 14;
    private static final int SHORT_MILLIS = 3_500;

    private final Workspace workspace;
    private final Runnable onClosed;
    private final WindowMemory memory;
    private final Tabs tabs;
    private final DocumentsPanel documents;
    private final PeoplePanel people;
    private final StatusBar status;
    private final SidePanes panes;
    private final JPanel middle = new JPanel(new CardLayout());
    private final Toast toast;
    private final HubFlow hubFlow;
    private final Files files;
    private final Deletions deletions;
    private final Commands commands;
    private final Timer keep;
    private final Timer refreshTab;
    private final WorkspaceListener listener = new Changes();
    private boolean darkDesktop;
    private int points;
    private boolean quitting;

    MainWindow(Workspace workspace, boolean darkDesktop, Runnable onClosed) {
        super("Tandem");
        this.workspace = workspace;
        this.darkDesktop = darkDesktop;
        this.onClosed = onClosed;
        memory = new WindowMemory(workspace);
        points = memory.points();
        toast = new Toast(this);
        deletions = new Deletions(workspace, toast, this::documentsChanged, this::refused);
        tabs = new Tabs(workspace, points, memory.wrap(), this);
        documents = new DocumentsPanel(this, this::labelOf);
        people = new PeoplePanel(workspace.person(), this::share);
        hubFlow = new HubFlow(this, workspace, this::say, this::sayShortly);
        status = new StatusBar(this::hubStatusChosen, this::language);
        files = new Files(this, workspace, this::imported, this::refused);
        keep = new Timer(KEEP_AFTER_MILLIS, event -> keepAll());
        keep.setRepeats(false);
        // Several things change with one key press; the panels show the outcome once.
        refreshTab = new Timer(16, event -> refreshFront());
        refreshTab.setRepeats(false);
        middle.add(tabs, "tabs");
        middle.add(new NothingOpen(this::create, this::chooseImport), "nothing");
        int[] sides = memory.sides();
        panes = new SidePanes(documents, middle, people, sides[0], sides[1]);
        JPanel content = new JPanel(new BorderLayout());
        content.add(panes, BorderLayout.CENTER);
        content.add(status, BorderLayout.SOUTH);
        setContentPane(content);
        commands = new Commands(this);
        setJMenuBar(commands.menuBar());
        setIconImages(Icons.application());
        setTransferHandler(files.dropHandler());
        setDefaultCloseOperation(DO_NOTHING_ON_CLOSE);
        memory.placeWindow(this);
        watchWindow();
        workspace.addListener(listener);
        documentsChanged();
        hubChanged();
    }

    private void watchWindow() {
        addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosing(WindowEvent event) {
                quit();
            }

            @Override
            public void windowActivated(WindowEvent event) {
                askDesktop();
            }
        });
        addComponentListener(new ComponentAdapter() {
            @Override
            public void componentResized(ComponentEvent event) {
                keep.restart();
            }

            @Override
            public void componentMoved(ComponentEvent event) {
                keep.restart();
            }
        });
    }

    /** Brings back what was open, opens what was asked for, and shows the window with a caret in it. */
    void open(EditorOptions options) {
        List<DocumentId> known =
                workspace.documents().stream().map(DocumentSummary::id).toList();
        List<DocumentId> left =
                memory.openDocuments().stream().filter(known::contains).toList();
        Optional<DocumentId> front = options.document().or(memory::frontDocument);
        for (DocumentId id : left) {
            tabs.open(id, front.filter(id::equals).isPresent(), this::restore);
        }
        options.document().filter(id -> !left.contains(id)).ifPresent(this::open);
        options.file().ifPresent(files::importFile);
        if (left.isEmpty() && options.equals(EditorOptions.none())) {
            known.stream().findFirst().ifPresentOrElse(this::open, this::create);
        }
        frontChanged();
        setVisible(true);
        tabs.front().ifPresent(EditorTab::front);
    }

    private void restore(EditorTab tab) {
        memory.place(tab.session().id()).ifPresent(tab::restore);
    }

    // What the person wishes, from the list, the menus and the keys.

    @Override
    public void create() {
        tabs.create();
        documentsChanged();
    }

    @Override
    public void open(DocumentId id) {
        boolean already = tabs.of(id).isPresent();
        tabs.open(id, true, already ? tab -> {} : this::restore);
    }

    @Override
    public void rename(DocumentId id, String title) {
        Later.answer(workspace.rename(id, title), done -> {}, this::refused);
    }

    @Override
    public void delete(DocumentSummary document) {
        tabs.of(document.id()).ifPresent(tabs::leave);
        deletions.delete(document, labelOf(document), () -> open(document.id()));
        frontChanged();
    }

    @Override
    public void export(DocumentSummary document) {
        files.export(document.id(), labelOf(document), this::sayShortly);
    }

    void chooseImport() {
        files.chooseImport();
    }

    private void imported(DocumentId id, List<String> notices) {
        tabs.open(
                id,
                true,
                tab -> notices.forEach(
                        notice -> tab.show(Banner.Message.of(Banner.Kind.INFO, "import " + notice, notice))));
    }

    void edit(Consumer<EditorTab> what) {
        tabs.front().ifPresent(what);
        refreshTab.restart();
    }

    void find(boolean withReplace) {
        tabs.front().ifPresent(tab -> tab.find(withReplace));
    }

    void findNext(int direction) {
        tabs.front().ifPresent(tab -> tab.findNext(direction));
    }

    void save() {
        tabs.front().ifPresent(tab -> tab.binding().endUndoGroup());
        sayShortly("Tandem saves as you type");
    }

    void renameFront() {
        frontSummary().ifPresent(documents::editTitle);
    }

    void deleteFront() {
        frontSummary().ifPresent(this::delete);
    }

    void exportFront() {
        frontSummary().ifPresent(this::export);
    }

    void closeFront() {
        tabs.front().ifPresent(tabs::close);
    }

    void stepTab(int places) {
        tabs.step(places);
    }

    void share() {
        tabs.front().ifPresent(hubFlow::share);
    }

    void focusFilter() {
        documents.focusFilter();
    }

    Tabs tabs() {
        return tabs;
    }

    Deletions deletions() {
        return deletions;
    }

    HubFlow hubFlow() {
        return hubFlow;
    }

    void toggleDocuments() {
        panes.toggleLeft();
        keep.restart();
    }

    void togglePeople() {
        panes.toggleRight();
        keep.restart();
    }

    /** Makes the text larger ({@code 1}), smaller ({@code -1}) or as it normally is ({@code 0}). */
    void zoom(int step) {
        points = step == 0 ? NORMAL_POINTS : Math.max(8, Math.min(48, points + step));
        tabs.zoom(points);
        memory.keepPoints(points);
    }

    boolean isWrapping() {
        return memory.wrap();
    }

    void wrap(boolean wrap) {
        tabs.wrap(wrap);
        memory.keepWrap(wrap);
    }

    private void language(Language language) {
        tabs.front().ifPresent(tab -> tab.session().setProperty(Language.PROPERTY, language.label()));
    }

    void about() {
        AboutDialog.open(this);
    }

    /** Sets light, dark or system, and keeps it. */
    void appearance(Appearance look) {
        look.show(darkDesktop, true);
        lookChanged();
        Later.answer(
                CompletableFuture.runAsync(() -> workspace.settings().set(Appearance.KNOB, look)),
                done -> hubChanged(),
                this::refused);
    }

    private void askDesktop() {
        Later.answer(
                CompletableFuture.supplyAsync(Desktop::isDark),
                dark -> {
                    if (dark != darkDesktop) {
                        darkDesktop = dark;
                        workspace.settings().get(Appearance.KNOB).show(dark, true);
                        lookChanged();
                    }
                },
                this::refused);
    }

    private void lookChanged() {
        tabs.all().forEach(EditorTab::lookChanged);
        people.lookChanged();
        status.refresh();
        repaint();
    }

    // What the parts tell each other.

    @Override
    public void frontChanged() {
        Optional<EditorTab> front = tabs.front();
        ((CardLayout) middle.getLayout()).show(middle, front.isPresent() ? "tabs" : "nothing");
        status.show(front.orElse(null));
        people.show(front.orElse(null));
        documents.choose(front.map(tab -> tab.session().id()).orElse(null));
        hubBanner();
        refreshFront();
        keep.restart();
    }

    @Override
    public void tabChanged(EditorTab tab) {
        if (tabs.front().equals(Optional.of(tab))) {
            refreshTab.restart();
        }
        keep.restart();
    }

    private void refreshFront() {
        Optional<EditorTab> front = tabs.front();
        status.refresh();
        people.refresh();
        setTitle(front.map(tab -> tab.label() + " – Tandem").orElse("Tandem"));
        commands.update(
                front.filter(tab -> tab.binding().canUndo()).isPresent(),
                front.filter(tab -> tab.binding().canRedo()).isPresent(),
                workspace.hub().address().isPresent(),
                workspace.hub().identity().isPresent(),
                workspace.settings().get(Appearance.KNOB));
    }

    private void documentsChanged() {
        storeBanner();
        documents.show(workspace.documents().stream()
                .filter(document -> !deletions.isPending(document.id()))
                .toList());
        documents.choose(tabs.front().map(tab -> tab.session().id()).orElse(null));
    }

    private void hubChanged() {
        people.own(workspace.person());
        hubBanner();
        refreshFront();
    }

    private void hubBanner() {
        Optional<Banner.Message> message = hubFlow.banner();
        tabs.all().forEach(tab -> tab.hide(HubFlow.BANNER));
        // Without a tab there is nothing to go on writing in; the first one that opens says it.
        message.ifPresent(said -> tabs.front().ifPresent(tab -> tab.show(said)));
    }

    private void storeBanner() {
        tabs.all().forEach(tab -> tab.hide(STORE));
        workspace.storeFailure().ifPresent(why -> say(Banner.Message.of(Banner.Kind.WARNING, STORE, why)));
    }

    private void hubStatusChosen() {
        if (workspace.hub().address().isEmpty()) {
            hubFlow.connect();
        } else if (workspace.hub().state() instanceof HubLinkState.Offline offline) {
            hubFlow.tryNow(offline.hub());
        } else {
            share();
        }
    }

    private String labelOf(DocumentSummary document) {
        return tabs.of(document.id())
                .map(EditorTab::label)
                .orElse(document.title().isBlank() ? "Untitled" : document.title());
    }

    private Optional<DocumentSummary> frontSummary() {
        return tabs.front()
                .flatMap(tab -> workspace.documents().stream()
                        .filter(document -> document.id().equals(tab.session().id()))
                        .findFirst());
    }

    private void say(Banner.Message message) {
        tabs.front()
                .ifPresentOrElse(
                        tab -> tab.show(message),
                        () -> toast.show(message.text(), 6_000, message.action(), message.onAction()));
    }

    private void sayShortly(String sentence) {
        toast.show(sentence, SHORT_MILLIS, null, () -> {});
    }

    @Override
    public void refused(String sentence) {
        say(Banner.Message.of(Banner.Kind.WARNING, "refused", sentence));
    }

    private void keepAll() {
        if (tabs.isOpening()) {
            // What is not there yet must not be forgotten.
            keep.restart();
        } else if (!quitting) {
            memory.keepWindow(this);
            memory.keepSides(panes.keptLeft(), panes.keptRight());
            memory.keepTabs(tabs.all(), tabs.front());
        }
    }

    /** Leaves every document and closes; what was written is saved already. */
    void quit() {
        if (quitting) {
            return;
        }
        keepAll();
        quitting = true;
        keep.stop();
        refreshTab.stop();
        workspace.removeListener(listener);
        tabs.closeAll();
        setVisible(false);
        Later.answer(
                deletions.finish(),
                done -> {
                    dispose();
                    onClosed.run();
                },
                sentence -> {
                    dispose();
                    onClosed.run();
                });
    }

    @Override
    public Color getBackground() {
        return Paint.SIDE.color();
    }

    private final class Changes implements WorkspaceListener {
        @Override
        public void documentsChanged() {
            SwingUtilities.invokeLater(MainWindow.this::documentsChanged);
        }

        @Override
        public void hubChanged() {
            SwingUtilities.invokeLater(MainWindow.this::hubChanged);
        }
    }
}
