package dev.tandem.crdt;

import dev.tandem.protocol.MalformedUpdateException;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.Update;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What can be done with updates without a document. May be used from any thread.
 *
 * <p>Merging many updates without a document takes time that grows with the square of their number, and leaves them
 * longer than a document would: to compact a log, open a {@link TextDocument}.
 */
public final class Updates {

    private Updates() {}

    /**
     * One update that says what the given ones say.
     *
     * @throws MalformedUpdateException if one of them cannot be read
     */
    public static Update merge(List<Update> updates) throws MalformedUpdateException {
        if (updates.isEmpty()) {
            return Update.empty();
        }
        if (updates.size() == 1) {
            return updates.get(0);
        }
        long size = 0;
        for (Update update : updates) {
            size += Integer.BYTES + update.size();
        }
        ByteBuffer packed = ByteBuffer.allocate(Math.toIntExact(size));
        for (Update update : updates) {
            packed.putInt(update.size()).put(update.bytes());
        }
        return Update.trusted(NativeText.mergeUpdates(packed.array()));
    }

    /**
     * What of {@code update} is news to one who has {@code have}.
     *
     * @throws MalformedUpdateException if either cannot be read
     */
    public static Update difference(Update update, StateVector have) throws MalformedUpdateException {
        return Update.trusted(NativeText.differenceOfUpdate(update.bytes(), have.bytes()));
    }

    /**
     * The state vector that {@code update} would give an empty document.
     *
     * @throws MalformedUpdateException if it cannot be read
     */
    public static StateVector stateVector(Update update) throws MalformedUpdateException {
        return StateVector.trusted(NativeText.stateVectorOfUpdate(update.bytes()));
    }
}
