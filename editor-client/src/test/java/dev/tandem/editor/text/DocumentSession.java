package dev.tandem.editor.text;

import dev.tandem.crdt.StickyPosition;
import dev.tandem.crdt.TextDelta;
import dev.tandem.crdt.TextDocument;
import dev.tandem.editor.session.Access;
import dev.tandem.editor.session.DocumentState;
import dev.tandem.editor.session.HubState;
import dev.tandem.editor.session.Peer;
import dev.tandem.editor.session.Session;
import dev.tandem.editor.session.SessionListener;
import dev.tandem.model.DocumentId;
import dev.tandem.protocol.MalformedUpdateException;
import dev.tandem.protocol.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A session over a real {@link TextDocument}, without a disk and with one other person, who edits the same document on
 * their own replica. Undo has no pause of its own here, so that tests do not depend on how fast they run.
 */
public final class DocumentSession implements Session {

    private final DocumentId id = DocumentId.random();
    private final TextDocument mine = TextDocument.open(1, Duration.ofHours(1));
    private final TextDocument theirs = TextDocument.open(2);
    private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();
    private final List<String> splices = new ArrayList<>();
    private Access access = Access.EDIT;
    private List<Peer> peers = List.of();
    private DocumentState state = new DocumentState(true, 0, new HubState.NotShared());
    private int anchor = -1;
    private int head = -1;
    private boolean closed;
    private volatile String title = "";

    public DocumentSession(String text) {
        theirs.splice(0, 0, text);
        deliver(theirs.snapshot());
    }

    /** The other person writes, and it arrives here. */
    public void otherWrites(int offset, int deleted, String inserted) {
        catchUp();
        TextDelta delta = deliver(theirs.splice(offset, deleted, inserted));
        listeners.forEach(listener -> listener.textChanged(delta));
    }

    /** Everything the other person would see. */
    public String otherText() {
        catchUp();
        return theirs.text();
    }

    private void catchUp() {
        try {
            theirs.apply(mine.difference(theirs.stateVector()));
        } catch (MalformedUpdateException e) {
            throw new AssertionError(e);
        }
    }

    private TextDelta deliver(Update update) {
        try {
            return mine.apply(update);
        } catch (MalformedUpdateException e) {
            throw new AssertionError(e);
        }
    }

    /** Every own edit so far, as {@code offset-deleted+inserted}. */
    public List<String> splices() {
        return splices;
    }

    public void access(Access now) {
        access = now;
        listeners.forEach(SessionListener::accessChanged);
    }

    public void peers(Peer... now) {
        peers = List.of(now);
        listeners.forEach(SessionListener::peersChanged);
    }

    public void state(DocumentState now) {
        state = now;
        listeners.forEach(SessionListener::stateChanged);
    }

    /** What others are shown, as {@code anchor..head}. */
    public String shownCursor() {
        return anchor + ".." + head;
    }

    @Override
    public DocumentId id() {
        return id;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String text() {
        return mine.text();
    }

    @Override
    public int length() {
        return mine.length();
    }

    @Override
    public void splice(int offset, int deleted, String inserted) {
        mine.splice(offset, deleted, inserted);
        splices.add(offset + "-" + deleted + "+" + inserted);
    }

    @Override
    public Optional<TextDelta> undo() {
        return mine.undo().map(TextDocument.Edit::delta);
    }

    @Override
    public Optional<TextDelta> redo() {
        return mine.redo().map(TextDocument.Edit::delta);
    }

    @Override
    public boolean canUndo() {
        return mine.canUndo();
    }

    @Override
    public boolean canRedo() {
        return mine.canRedo();
    }

    @Override
    public void endUndoGroup() {
        mine.endUndoGroup();
    }

    @Override
    public Map<String, String> properties() {
        return mine.properties();
    }

    @Override
    public void setProperty(String key, String value) {
        mine.setProperty(key, value);
        title = mine.properties().getOrDefault("title", "");
        listeners.forEach(SessionListener::propertiesChanged);
    }

    @Override
    public Access access() {
        return access;
    }

    @Override
    public void showCursor(int newAnchor, int newHead) {
        anchor = newAnchor;
        head = newHead;
    }

    @Override
    public void hideCursor() {
        anchor = -1;
        head = -1;
    }

    @Override
    public List<Peer> peers() {
        return peers;
    }

    @Override
    public DocumentState state() {
        return state;
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
        if (!closed) {
            closed = true;
            mine.close();
            theirs.close();
        }
    }

    @Override
    public StickyPosition stick(int offset, StickyPosition.Side side) {
        return mine.stick(offset, side);
    }

    @Override
    public OptionalInt resolve(StickyPosition position) {
        return mine.resolve(position);
    }
}
