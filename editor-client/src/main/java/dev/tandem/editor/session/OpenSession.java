package dev.tandem.editor.session;

import dev.tandem.crdt.BrokenDocumentException;
import dev.tandem.crdt.StickyPosition;
import dev.tandem.crdt.TextDelta;
import dev.tandem.crdt.TextDocument;
import dev.tandem.crdt.Updates;
import dev.tandem.editor.replica.Replica;
import dev.tandem.editor.sync.LinkStatus;
import dev.tandem.editor.sync.SyncedDocument;
import dev.tandem.model.DocumentId;
import dev.tandem.protocol.AwarenessUpdate;
import dev.tandem.protocol.MalformedUpdateException;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.Update;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session of a document that somebody looks at. An own edit becomes an update, goes to the log and to the lane; what
 * others write comes in once a frame, goes to the log and to the listeners.
 *
 * <p>As a {@link Session} confined to the document's thread; as a {@link SyncedDocument} called by the lane.
 */
final class OpenSession implements Session, SyncedDocument {

    private static final Logger LOG = LoggerFactory.getLogger(OpenSession.class);
    private static final String TITLE = "title";

    private final DocumentId id;
    private final Replica replica;
    private final Executor thread;
    private final Outlet outlet;
    private final Consumer<OpenSession> whenClosed;
    private final SaveLight saveLight;
    private final HubLight hubLight;
    private final RemoteQueue remote;
    private final Presence presence;
    private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();

    private TextDocument document;
    private Access access;
    private Map<String, String> properties;
    private int openers = 1;
    private int waiting;
    private boolean closed;
    /** When it last changed, until the list knows. */
    private @Nullable Instant lastChange;

    /** Where own edits and the own presence go besides the log; does nothing while there is no lane. */
    interface Outlet {
        void offer(DocumentId id, Update update);

        void show(DocumentId id, AwarenessUpdate presence);

        void linked(DocumentId id, LinkStatus status);
    }

    /** What a session needs from those who open it. */
    record Surroundings(
            Replica replica,
            Executor documentThread,
            ScheduledExecutorService clock,
            Outlet outlet,
            Person person,
            Consumer<OpenSession> whenClosed) {}

    /** On the document's thread, with a document that was handed over. */
    OpenSession(DocumentId id, TextDocument document, Surroundings around, Access access, boolean shared, int waiting) {
        this.id = id;
        this.document = document;
        this.replica = around.replica();
        this.thread = around.documentThread();
        this.outlet = around.outlet();
        this.whenClosed = around.whenClosed();
        this.access = access;
        this.hubLight = new HubLight(shared, waiting);
        this.saveLight = new SaveLight(this::hop, this::stateChanged);
        this.remote = new RemoteQueue(around.clock(), this::hop, this::takeRemote);
        this.presence = new Presence(document.clientId(), around.person());
        this.properties = document.properties();
        this.waiting = waiting;
    }

    // ---- The person's side, on the document's thread.

    @Override
    public DocumentId id() {
        return id;
    }

    @Override
    public String title() {
        return properties.getOrDefault(TITLE, "");
    }

    @Override
    public String text() {
        return guarded(TextDocument::text);
    }

    @Override
    public int length() {
        return guarded(TextDocument::length);
    }

    @Override
    public void splice(int offset, int deleted, String inserted) {
        keep(guarded(open -> open.splice(offset, deleted, inserted)));
    }

    @Override
    public Optional<TextDelta> undo() {
        return step(guarded(TextDocument::undo));
    }

    @Override
    public Optional<TextDelta> redo() {
        return step(guarded(TextDocument::redo));
    }

    private Optional<TextDelta> step(Optional<TextDocument.Edit> edit) {
        edit.ifPresent(made -> keep(made.update()));
        return edit.map(TextDocument.Edit::delta);
    }

    @Override
    public boolean canUndo() {
        return guarded(TextDocument::canUndo);
    }

    @Override
    public boolean canRedo() {
        return guarded(TextDocument::canRedo);
    }

    @Override
    public void endUndoGroup() {
        guarded(open -> {
            open.endUndoGroup();
            return true;
        });
    }

    @Override
    public StickyPosition stick(int offset, StickyPosition.Side side) {
        return guarded(open -> open.stick(offset, side));
    }

    @Override
    public OptionalInt resolve(StickyPosition position) {
        return guarded(open -> open.resolve(position));
    }

    @Override
    public Map<String, String> properties() {
        return properties;
    }

    @Override
    public void setProperty(String key, String value) {
        if (!value.equals(properties.get(key))) {
            keep(guarded(open -> open.setProperty(key, value)));
            lookAtProperties();
        }
    }

    @Override
    public Access access() {
        return access;
    }

    @Override
    public void showCursor(int anchor, int head) {
        outlet.show(id, guarded(open -> presence.showCursor(open, anchor, head)));
    }

    @Override
    public void hideCursor() {
        outlet.show(id, presence.hideCursor());
    }

    @Override
    public List<Peer> peers() {
        HubState hub = hubLight.state();
        // Behind a broken line nobody knows who is still there; ghosts would be a lie.
        boolean connected = hub instanceof HubState.OnHub
                || hub instanceof HubState.Waiting
                || hub instanceof HubState.Syncing
                || hub instanceof HubState.Refused;
        return connected ? guarded(presence::peers) : List.of();
    }

    @Override
    public DocumentState state() {
        return new DocumentState(saveLight.unsaved() == 0, saveLight.unsaved(), hubLight.state());
    }

    @Override
    public void addListener(SessionListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(SessionListener listener) {
        listeners.remove(listener);
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        if (closed || --openers > 0) {
            return;
        }
        remote.handOn();
        outlet.show(id, presence.leave());
        list();
        closed = true;
        listeners.clear();
        document.close();
        whenClosed.accept(this);
    }

    /** Closes it, whoever else has opened it. */
    void closeForAll() {
        openers = 1;
        close();
    }

    /** One more who has it open. */
    void openAgain() {
        openers++;
    }

    /** On the document's thread: what is due every few seconds. */
    void tick() {
        if (!closed) {
            say(presence.tick());
            tellAll(SessionListener::peersChanged);
            list();
        }
    }

    /** On the document's thread. */
    void show(Person person) {
        if (!closed) {
            outlet.show(id, presence.show(person));
        }
    }

    Executor thread() {
        return thread;
    }

    /** To the document's thread; if that has ended, so has everybody who could want to know. */
    void hop(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException ended) {
            LOG.debug("The thread of document {} has ended before the document was closed", id);
        }
    }

    // ---- The lane's side, on the lane's thread.

    @Override
    public CompletableFuture<StateVector> stateVector() {
        return onThread(() -> guarded(TextDocument::stateVector));
    }

    @Override
    public CompletableFuture<Update> difference(StateVector have) {
        return onThread(() -> guarded(open -> open.difference(have)));
    }

    @Override
    public void receive(Update update) {
        remote.add(update);
    }

    @Override
    public void receive(AwarenessUpdate update) {
        hop(() -> {
            if (!closed) {
                say(presence.take(update));
                tellAll(SessionListener::peersChanged);
            }
        });
    }

    @Override
    public CompletableFuture<AwarenessUpdate> presence() {
        return onThread(presence::greet);
    }

    @Override
    public void linkChanged(LinkStatus status) {
        outlet.linked(id, status);
        hop(() -> {
            if (closed) {
                return;
            }
            noteWaiting(status.waiting());
            Access now = status.readOnly() ? Access.READ_ONLY : Access.EDIT;
            // Before the hub has spoken on this socket, what it said last time holds.
            boolean spoken = status.link() instanceof LinkStatus.Syncing
                    || status.link() instanceof LinkStatus.Live
                    || status.link() instanceof LinkStatus.Refused;
            if (spoken && now != access) {
                access = now;
                tellAll(SessionListener::accessChanged);
            }
            if (hubLight.take(status)) {
                stateChanged();
                tellAll(SessionListener::peersChanged);
            }
        });
    }

    private <T> CompletableFuture<T> onThread(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        hop(() -> {
            try {
                result.complete(task.call());
            } catch (Exception failed) {
                result.completeExceptionally(failed);
            }
        });
        return result;
    }

    // ---- Between the two.

    private void keep(Update update) {
        if (!update.isEmpty()) {
            saveLight.watch(replica.append(id, update));
            if (hubLight.isShared()) {
                // Counted here and not only by the lane: there may be none yet, and the list must not forget the edit.
                noteWaiting(waiting + 1);
                hubLight.take(waiting);
            }
            outlet.offer(id, update);
            lastChange = Instant.now();
            stateChanged();
        }
    }

    private void takeRemote(List<Update> updates) {
        if (closed) {
            // The log takes what the document cannot any more; the next session reads it there.
            updates.forEach(update -> {
                CompletableFuture<Void> unused = replica.append(id, update);
            });
            return;
        }
        try {
            Update merged = Updates.merge(updates);
            if (merged.isEmpty()) {
                return;
            }
            TextDelta delta = guarded(open -> open.apply(merged));
            boolean told = lookAtProperties();
            if (delta.isEmpty() && !told && Novelty.onlyDeletes(merged)) {
                return;
            }
            saveLight.watch(replica.append(id, merged));
            lastChange = Instant.now();
            if (!delta.isEmpty()) {
                tellAll(listener -> listener.textChanged(delta));
                tellAll(SessionListener::peersChanged);
            }
            stateChanged();
        } catch (MalformedUpdateException refused) {
            LOG.warn("An update of document {} was not taken in", id, refused);
        } catch (BrokenDocumentException broken) {
            // It broke the reopened document too, so it is not tried again.
            LOG.error("Document {} broke twice on an update, which is left out", id, broken);
            reopen();
        }
    }

    private boolean lookAtProperties() {
        Map<String, String> now = guarded(TextDocument::properties);
        if (now.equals(properties)) {
            return false;
        }
        properties = now;
        lastChange = Instant.now();
        tellAll(SessionListener::propertiesChanged);
        return true;
    }

    /** A row when it begins or ends to be true; the exact number follows with the list. */
    private void noteWaiting(int edits) {
        boolean turned = (edits == 0) != (waiting == 0);
        waiting = edits;
        if (turned) {
            replica.change(id, known -> known.withWaiting(edits));
        }
    }

    /** The list of documents follows with some delay; it is not worth a row per key. */
    private void list() {
        Instant changed = lastChange;
        if (changed != null) {
            lastChange = null;
            String title = title();
            int characters = length();
            int edits = waiting;
            replica.change(
                    id,
                    known ->
                            known.measured(title, characters).changedAt(changed).withWaiting(edits));
        }
    }

    private void say(AwarenessUpdate ours) {
        if (!ours.isEmpty()) {
            outlet.show(id, ours);
        }
    }

    private void stateChanged() {
        tellAll(SessionListener::stateChanged);
    }

    private void tellAll(Consumer<SessionListener> news) {
        listeners.forEach(news);
    }

    /** A call on the document; an {@code E} is the caller's to deal with. */
    private interface Call<T, E extends Exception> {
        T on(TextDocument open) throws E;
    }

    /**
     * Runs a call on the document, and once more on a reopened one if the native side failed on it: everything that was in
     * the document is in the log.
     */
    private <T, E extends Exception> T guarded(Call<T, E> call) throws E {
        try {
            return call.on(document);
        } catch (BrokenDocumentException broken) {
            LOG.error("Document {} broke and is opened again from its log", id, broken);
            reopen();
            return call.on(document);
        }
    }

    /** The one place where the document's thread waits for the disk: there is nothing to show until the log is read. */
    private void reopen() {
        document = replica.load(id, TextDocument.randomClientId()).join();
    }
}
