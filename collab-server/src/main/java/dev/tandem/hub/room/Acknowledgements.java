package dev.tandem.hub.room;

import dev.tandem.protocol.Update;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What one reader is owed for its updates, in their order: a client counts answers, so an early one would be taken for
 * the answer to an update that is not durable yet.
 *
 * <p>Not thread-safe: lives on its room's context.
 */
final class Acknowledgements {

    /** The answer to one update; open until {@link #settle}. */
    static final class Owed {
        private final Update update;
        private final boolean refused;
        private boolean settled;

        private Owed(Update update, boolean refused) {
            this.update = update;
            this.refused = refused;
            this.settled = refused;
        }
    }

    private final Reader reader;
    private final Deque<Owed> owed = new ArrayDeque<>();

    Acknowledgements(Reader reader) {
        this.reader = reader;
    }

    /** Notes an update that will be acknowledged once it is {@link #settle settled}. */
    Owed owe(Update update) {
        Owed entry = new Owed(update, false);
        owed.add(entry);
        return entry;
    }

    /** Notes an update that is refused. */
    void refuse(Update update) {
        owed.add(new Owed(update, true));
        flush();
    }

    /** The update is durable. */
    void settle(Owed entry) {
        entry.settled = true;
        flush();
    }

    private void flush() {
        Owed first = owed.peek();
        while (first != null && first.settled) {
            owed.remove();
            if (first.refused) {
                reader.refused();
            } else {
                reader.committed(first.update);
            }
            first = owed.peek();
        }
    }
}
