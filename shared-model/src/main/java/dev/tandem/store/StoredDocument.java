package dev.tandem.store;

import dev.tandem.protocol.Update;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is stored of a document: a snapshot, if it was compacted, and the updates since.
 *
 * @param snapshot what compaction made of the older updates, or null
 * @param tail the updates after the snapshot, in the order they were appended
 * @param lastSequence the sequence number of the newest update in it, 0 if there is none; hand it to
 *     {@link DurableLog#compact}
 */
public record StoredDocument(@Nullable Update snapshot, List<Update> tail, long lastSequence) {

    /** Keeps an unmodifiable copy. */
    public StoredDocument {
        tail = List.copyOf(tail);
    }

    /** Whether nothing was ever stored under this name. */
    public boolean isEmpty() {
        return snapshot == null && tail.isEmpty();
    }
}
