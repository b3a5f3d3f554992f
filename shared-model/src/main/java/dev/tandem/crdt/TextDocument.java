package dev.tandem.crdt;

import dev.tandem.protocol.MalformedUpdateException;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.Update;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One Yjs document: a text (root {@value #TEXT_ROOT}) and its properties (root {@value #PROPERTIES_ROOT}). Offsets and
 * lengths are UTF-16 units, and whatever a rich-text client embedded counts as U+FFFC.
 *
 * <p>Confined to the thread that opened it; {@link #handOver} gives it to another. Every method throws
 * {@link IllegalStateException} when called by another thread or after {@link #close}, and {@link BrokenDocumentException}
 * when the native side fails by a defect of its own: the document is closed then, and is to be opened again from its log.
 */
public final class TextDocument implements AutoCloseable {

    /** The name of the root that holds the text. */
    public static final String TEXT_ROOT = "content";
    /** The name of the root that holds the properties. */
    public static final String PROPERTIES_ROOT = "properties";
    /** Own edits closer together than this are undone together, up to a thousand of them. */
    public static final Duration DEFAULT_UNDO_CAPTURE_TIMEOUT = Duration.ofMillis(500);

    private static final long MAX_CLIENT_ID = (1L << 53) - 1;
    private static final Cleaner CLEANER = Cleaner.create();

    private final long clientId;
    private final NativeHandle handle;
    private final Cleaner.Cleanable cleanable;
    private final AtomicReference<@Nullable Thread> owner = new AtomicReference<>(Thread.currentThread());

    private TextDocument(long clientId, Duration undoCaptureTimeout) {
        if (clientId < 1 || clientId > MAX_CLIENT_ID) {
            throw new IllegalArgumentException("a client id is a number from 1 to 2^53 - 1, not " + clientId);
        }
        if (undoCaptureTimeout.isNegative()) {
            throw new IllegalArgumentException("a capture timeout is not negative");
        }
        this.clientId = clientId;
        this.handle = new NativeHandle(NativeText.open(clientId, undoCaptureTimeout.toMillis()));
        this.cleanable = CLEANER.register(this, handle);
    }

    /** The native handle, 0 once released; released by close or, if that was forgotten, by the cleaner's thread. */
    private static final class NativeHandle implements Runnable {
        private final AtomicLong value;

        NativeHandle(long value) {
            this.value = new AtomicLong(value);
        }

        @Override
        public void run() {
            long released = value.getAndSet(0);
            if (released != 0) {
                NativeText.close(released);
            }
        }
    }

    /** A new random client id as Yjs makes them, 1 to 2<sup>32</sup> - 1. */
    public static long randomClientId() {
        return ThreadLocalRandom.current().nextLong(1, 1L << 32);
    }

    /** Opens an empty document; the client id must be used by no other open document of the same name, anywhere. */
    public static TextDocument open(long clientId) {
        return open(clientId, DEFAULT_UNDO_CAPTURE_TIMEOUT);
    }

    /**
     * Opens an empty document.
     *
     * @param clientId 1 to 2<sup>53</sup> - 1; used by no other open document of the same name, anywhere
     * @param undoCaptureTimeout own edits closer together than this are undone together, up to a thousand of them; zero
     *     for each on its own
     */
    public static TextDocument open(long clientId, Duration undoCaptureTimeout) {
        return new TextDocument(clientId, undoCaptureTimeout);
    }

    /** Under what client id this document's own edits are made. */
    public long clientId() {
        return clientId;
    }

    /**
     * Gives the document up to the thread that uses it next, for example when it was loaded on a worker and is to live
     * on the event dispatch thread. Pass it on by something that orders memory, as every executor does.
     */
    public void handOver() {
        checkThread();
        owner.set(null);
    }

    /** The whole text. */
    public String text() {
        return on(native_ -> new String(NativeText.text(native_), StandardCharsets.UTF_8));
    }

    /** The length of the text in UTF-16 units. */
    public int length() {
        return on(NativeText::length);
    }

    /**
     * Replaces {@code deleted} units at {@code offset} by {@code inserted}: an edit of this client's own, undoable.
     *
     * @return the update that tells it to the others; empty if nothing changed
     * @throws IndexOutOfBoundsException if the range is not within the text
     * @throws IllegalArgumentException if the range would split a surrogate pair, or the inserted text holds a lone
     *     surrogate
     */
    public Update splice(int offset, int deleted, String inserted) {
        if (offset < 0 || deleted < 0) {
            throw new IndexOutOfBoundsException("offset " + offset + ", deleted " + deleted + ": neither is negative");
        }
        byte[] bytes = utf8(inserted);
        return on(native_ -> Update.trusted(NativeText.splice(native_, offset, deleted, bytes)));
    }

    /**
     * Takes in an update of another client, or one of our own from the log; not undoable. What it depends on may still be
     * missing: it is kept then, and shows once the rest has come.
     *
     * @return what it did to the text
     * @throws MalformedUpdateException if it is not an update; the document stays as it was
     */
    public TextDelta apply(Update update) throws MalformedUpdateException {
        return onPeers(native_ -> new NativeAnswer(NativeText.apply(native_, update.bytes())).delta());
    }

    /** How much of each client's edits is in this document. */
    public StateVector stateVector() {
        return on(native_ -> StateVector.trusted(NativeText.stateVector(native_)));
    }

    /**
     * Everything that one who has {@code have} lacks, including updates that wait for others.
     *
     * @throws MalformedUpdateException if it is not a state vector
     */
    public Update difference(StateVector have) throws MalformedUpdateException {
        return onPeers(native_ -> Update.trusted(NativeText.difference(native_, have.bytes())));
    }

    /** The whole document as one update. */
    public Update snapshot() {
        try {
            return difference(StateVector.empty());
        } catch (MalformedUpdateException impossible) {
            throw new AssertionError("the empty state vector is well-formed", impossible);
        }
    }

    /**
     * A position that stays between the same neighbours while the text changes.
     *
     * @throws IndexOutOfBoundsException if {@code offset} is not within the text
     */
    public StickyPosition stick(int offset, StickyPosition.Side side) {
        if (offset < 0) {
            throw new IndexOutOfBoundsException("offset " + offset + " is negative");
        }
        return on(native_ -> {
            NativeAnswer answer =
                    new NativeAnswer(NativeText.stick(native_, offset, side == StickyPosition.Side.RIGHT));
            StickyPosition.Id item = answer.isEmpty() ? null : new StickyPosition.Id(answer.number(), answer.number());
            return new StickyPosition(null, TEXT_ROOT, item, side);
        });
    }

    /** Where the position is now; empty if it is not, or not yet, in this text. */
    public OptionalInt resolve(StickyPosition position) {
        boolean after = position.side() == StickyPosition.Side.RIGHT;
        StickyPosition.Id item = position.item();
        if (item == null) {
            if (!TEXT_ROOT.equals(position.root()) || position.type() != null) {
                return OptionalInt.empty();
            }
            return OptionalInt.of(after ? length() : 0);
        }
        if (item.clock() > Integer.MAX_VALUE) {
            return OptionalInt.empty();
        }
        int offset = on(native_ -> NativeText.resolve(native_, item.client(), item.clock(), after));
        return offset < 0 ? OptionalInt.empty() : OptionalInt.of(offset);
    }

    /** Whether there is an own edit to undo. */
    public boolean canUndo() {
        return on(native_ -> NativeText.canStep(native_, true));
    }

    /** Whether there is an undone edit to do again. */
    public boolean canRedo() {
        return on(native_ -> NativeText.canStep(native_, false));
    }

    /** Undoes the newest group of own edits; the others' stay. Empty if there was nothing to undo. */
    public Optional<Edit> undo() {
        return step(true);
    }

    /** Does the edits again that were undone last. Empty if there was nothing to redo. */
    public Optional<Edit> redo() {
        return step(false);
    }

    /**
     * What an undo or redo did.
     *
     * @param update for the others
     * @param delta for the text on the screen
     */
    public record Edit(Update update, TextDelta delta) {}

    private Optional<Edit> step(boolean back) {
        return on(native_ -> {
            byte[] edit = NativeText.step(native_, back);
            if (edit == null) {
                return Optional.empty();
            }
            NativeAnswer answer = new NativeAnswer(edit);
            return Optional.of(new Edit(answer.update(), answer.delta()));
        });
    }

    /** The next own edit starts a new undo group, however soon it comes. */
    public void endUndoGroup() {
        on(native_ -> {
            NativeText.endUndoGroup(native_);
            return true;
        });
    }

    /** The properties whose values are text, in the order of their keys; an unmodifiable copy. */
    public SortedMap<String, String> properties() {
        return on(native_ -> new NativeAnswer(NativeText.properties(native_)).properties());
    }

    /**
     * Sets a property; of two set at once the same one wins everywhere. Not undoable.
     *
     * @throws IllegalArgumentException if key or value holds a lone surrogate
     */
    public Update setProperty(String key, String value) {
        byte[] keyBytes = utf8(key);
        byte[] valueBytes = utf8(value);
        return on(native_ -> Update.trusted(NativeText.setProperty(native_, keyBytes, valueBytes)));
    }

    /** Removes a property; the empty update if there was none. */
    public Update removeProperty(String key) {
        byte[] keyBytes = utf8(key);
        return on(native_ -> Update.trusted(NativeText.setProperty(native_, keyBytes, null)));
    }

    /** Who wrote the text, in its order; neighbouring runs of one client are one. */
    public List<Authorship> authorship() {
        return on(native_ -> new NativeAnswer(NativeText.authorship(native_)).authorship());
    }

    /** Whether it was closed; may be asked by any thread. */
    public boolean isClosed() {
        return handle.value.get() == 0;
    }

    /** Frees the native memory; may be called again. */
    @Override
    public void close() {
        if (isClosed()) {
            return;
        }
        checkThread();
        cleanable.clean();
    }

    /** Panics on the native side; for the tests of what happens then. */
    void panic() {
        on(native_ -> {
            NativeText.panic(native_);
            return true;
        });
    }

    /** Panics on the native side without this object noticing, so that the next call does; for the tests of who makes it. */
    void panicUnnoticed() {
        checkThread();
        try {
            NativeText.panic(handle.value.get());
        } catch (BrokenDocumentException asked) {
            return;
        }
        throw new IllegalStateException("the native side did not panic");
    }

    private void checkThread() {
        Thread current = Thread.currentThread();
        Thread confinedTo = owner.get();
        if (confinedTo == null && !owner.compareAndSet(null, current)) {
            confinedTo = owner.get();
        }
        if (confinedTo != null && confinedTo != current) {
            throw new IllegalStateException(
                    "this document belongs to thread " + confinedTo.getName() + ", not to " + current.getName());
        }
    }

    private interface Call<T, E extends Exception> {
        T on(long nativeHandle) throws E;
    }

    private <T> T on(Call<T, RuntimeException> call) {
        return onPeers(call);
    }

    private <T, E extends Exception> T onPeers(Call<T, E> call) throws E {
        checkThread();
        long value = handle.value.get();
        if (value == 0) {
            throw new IllegalStateException("the document is closed");
        }
        try {
            return call.on(value);
        } catch (BrokenDocumentException broken) {
            cleanable.clean();
            throw broken;
        } finally {
            // Keeps the cleaner from freeing the handle under a call that is the last use of this object.
            Reference.reachabilityFence(this);
        }
    }

    private static byte[] utf8(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException loneSurrogate) {
            throw new IllegalArgumentException("the text holds a lone surrogate", loneSurrogate);
        }
    }
}
