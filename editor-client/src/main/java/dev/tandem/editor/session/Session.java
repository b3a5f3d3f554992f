package dev.tandem.editor.session;

import dev.tandem.crdt.StickyPosition;
import dev.tandem.crdt.TextDelta;
import dev.tandem.model.DocumentId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One open document: its CRDT, its log on this device, its lanes, and who else is in it.
 *
 * <p>Confined to the document's thread, the one behind the executor that it was opened with: the event dispatch thread
 * for a document in a window, a thread of its own elsewhere. All methods are called there, and all listeners are. No
 * method waits for a disk or a network.
 */
public interface Session extends AutoCloseable {

    /** The document's name, which never changes. */
    DocumentId id();

    /** The property {@code title}, or an empty string. */
    String title();

    /** The whole text; an embed of a rich-text client counts as one U+FFFC. */
    String text();

    /** The length of the text in UTF-16 units. */
    int length();

    /**
     * The person's own edit: at {@code offset}, {@code deleted} UTF-16 units give way to {@code inserted}. Works whatever
     * {@link #access()} says, for a text must never differ from what is shown; what the hub does not take stays here.
     *
     * @throws IndexOutOfBoundsException if the range is not in the text
     * @throws IllegalArgumentException if the edit would leave half a surrogate pair
     */
    void splice(int offset, int deleted, String inserted);

    /** Takes back the person's own last group of edits; the delta is what changed, or empty if there was nothing. */
    Optional<TextDelta> undo();

    /** Makes again what {@link #undo()} took back. */
    Optional<TextDelta> redo();

    /** Whether {@link #undo()} would do something. */
    boolean canUndo();

    /** Whether {@link #redo()} would do something. */
    boolean canRedo();

    /** The next edit starts a new undo group, however soon it comes. */
    void endUndoGroup();

    /**
     * A position that stays between the same neighbours while the text changes.
     *
     * @throws IndexOutOfBoundsException if {@code offset} is not within the text
     */
    StickyPosition stick(int offset, StickyPosition.Side side);

    /** Where a position is now, a UTF-16 offset; empty if it is not in this text. */
    OptionalInt resolve(StickyPosition position);

    /** The document's properties: title, language, line ending, encoding and whatever others keep there as text. */
    Map<String, String> properties();

    /** Sets a property for everyone; the last writer of a key wins. */
    void setProperty(String key, String value);

    /** Whether this person may change the text. */
    Access access();

    /** Shows others where the caret ({@code head}) is and where the selection starts; UTF-16 offsets. */
    void showCursor(int anchor, int head);

    /** Takes the own caret away from others; the person stays in the list. */
    void hideCursor();

    /** Everybody else who has the document open, in the order of their client ids. */
    List<Peer> peers();

    /** Where the text is now. */
    DocumentState state();

    /** Adds a listener; it is called on the document's thread. */
    void addListener(SessionListener listener);

    /** Removes a listener. */
    void removeListener(SessionListener listener);

    /** Whether {@link #close()} was called. */
    boolean isClosed();

    /** Leaves the document. Edits that are not yet forced to disk still will be; closing twice does nothing. */
    @Override
    void close();
}
