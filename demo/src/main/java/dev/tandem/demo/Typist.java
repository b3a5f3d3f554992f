package dev.tandem.demo;

import dev.tandem.crdt.StickyPosition;
import dev.tandem.crdt.TextDelta;
import dev.tandem.editor.session.Session;
import dev.tandem.editor.session.SessionListener;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One of two people who write a {@link Script} together, each in an editor of their own. They type as fast as the editor
 * takes it, but never before they have received what the person in the recording had received: then they wait. While
 * {@linkplain #alone alone} they wait only for the characters that they touch, as somebody does who writes on without
 * a network.
 *
 * <p>Lives on its document's thread; {@link #start}, {@link #alone} and {@link #typed} may be called from any.
 */
final class Typist implements SessionListener {
    /** After so many keystrokes the document's thread gets to its other work, for instance to what the other wrote. */
    private static final int AT_A_STRETCH = 40;

    private static final Executor LATER = CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

    private final Session session;
    private final Executor documentThread;
    private final List<Keystroke> part;
    private final Places places;
    private final AtomicInteger typed = new AtomicInteger();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile int pauseAt = Integer.MAX_VALUE;
    private volatile boolean alone;
    private boolean scheduled;
    private int characters;

    Typist(Session session, Executor documentThread, List<Keystroke> part, Places places) {
        this.session = session;
        this.documentThread = documentThread;
        this.part = part;
        this.places = places;
    }

    /** Types on until {@code keystrokes} of the part are typed, or all of it. */
    void start(int keystrokes) {
        pauseAt = Math.min(keystrokes, part.size());
        documentThread.execute(this::schedule);
    }

    /** Whether the other cannot be heard. */
    void alone(boolean isAlone) {
        alone = isAlone;
        documentThread.execute(this::schedule);
    }

    /** What keeps the typist from going on, for a person who looks for the reason; on the document's thread. */
    String whereabouts() {
        int next = typed.get();
        return next == part.size()
                ? "done"
                : "at keystroke " + next + " of " + part.size() + " (" + part.get(next) + "), " + session.length()
                        + " characters, " + session.state();
    }

    /** How many keystrokes of the part are typed. */
    int typed() {
        return typed.get();
    }

    /** Completes when the whole part is typed; fails when a keystroke cannot be. */
    CompletableFuture<Void> done() {
        return done;
    }

    /** The other's writing has arrived; perhaps that is what was waited for. */
    @Override
    public void textChanged(TextDelta delta) {
        schedule();
    }

    private void schedule() {
        if (!scheduled && !done.isDone()) {
            scheduled = true;
            documentThread.execute(this::type);
        }
    }

    private void type() {
        scheduled = false;
        try {
            for (int i = 0; i < AT_A_STRETCH; i++) {
                int next = typed.get();
                if (next >= pauseAt) {
                    break;
                }
                if (!canType(part.get(next))) {
                    // What the other typed may be here before its place is noted, so hearing of changes is not enough.
                    LATER.execute(() -> documentThread.execute(this::schedule));
                    return;
                }
                type(part.get(next));
                typed.incrementAndGet();
            }
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
            return;
        }
        if (typed.get() == part.size()) {
            done.complete(null);
        } else if (typed.get() < pauseAt) {
            schedule();
        }
    }

    private boolean canType(Keystroke keystroke) {
        if (!alone && keystroke.othersCharacters() > 0) {
            if (!isHere(new Keystroke.Mark(1 - keystroke.author(), keystroke.othersCharacters() - 1))) {
                return false;
            }
        }
        return (keystroke.after() == null || isHere(keystroke.after()))
                && keystroke.deleted().stream().allMatch(this::isHere);
    }

    private boolean isHere(Keystroke.Mark mark) {
        StickyPosition place = places.of(mark);
        return place != null && session.resolve(place).isPresent();
    }

    private void type(Keystroke keystroke) {
        for (Keystroke.Mark mark : keystroke.deleted()) {
            int offset = offsetIfAlive(session, places.of(mark));
            // The other may have deleted it too.
            if (offset >= 0) {
                session.splice(offset, 1, "");
            }
        }
        if (!keystroke.inserted().isEmpty()) {
            int offset = keystroke.after() == null ? 0 : behind(keystroke.after());
            session.splice(offset, 0, keystroke.inserted());
            for (int i = 0; i < keystroke.inserted().length(); i++) {
                places.put(
                        new Keystroke.Mark(keystroke.author(), characters++),
                        session.stick(offset + i, StickyPosition.Side.RIGHT));
            }
            session.showCursor(
                    offset + keystroke.inserted().length(),
                    offset + keystroke.inserted().length());
        }
    }

    private int behind(Keystroke.Mark mark) {
        StickyPosition place = places.of(mark);
        if (place == null) {
            throw new IllegalStateException(mark + " was never typed");
        }
        return session.resolve(toTheLeft(place)).orElseThrow();
    }

    /** Where a character is, or -1 when it is deleted or was never here. */
    static int offsetIfAlive(Session session, @Nullable StickyPosition place) {
        if (place == null) {
            return -1;
        }
        OptionalInt before = session.resolve(place);
        OptionalInt behind = session.resolve(toTheLeft(place));
        // Around a deleted character there is only one place.
        return before.isPresent() && behind.isPresent() && behind.getAsInt() == before.getAsInt() + 1
                ? before.getAsInt()
                : -1;
    }

    private static StickyPosition toTheLeft(StickyPosition place) {
        return new StickyPosition(place.type(), place.root(), place.item(), StickyPosition.Side.LEFT);
    }
}
