package dev.tandem.hub.room;

import dev.tandem.crdt.TextDocument;
import dev.tandem.model.DocumentId;
import dev.tandem.protocol.MalformedUpdateException;
import dev.tandem.protocol.StateVectorInspector;
import dev.tandem.protocol.Update;
import dev.tandem.protocol.UpdateInspector;
import dev.tandem.store.StoreException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot has to pass before it replaces anything: it is an update as the hub would take one from a stranger, it
 * holds every clock and every deletion of what it was made of, and a document made of it alone has the same text and state.
 *
 * <p>For any thread; works as long as loading the document does.
 */
final class SnapshotCheck {

    private SnapshotCheck() {}

    /**
     * Checks one.
     *
     * @param made the document that the snapshot was taken of, made of {@code updates}
     * @throws StoreException if it must not replace them; the message says why
     */
    static void check(DocumentId id, Update snapshot, TextDocument made, List<Update> updates) throws StoreException {
        try {
            UpdateInspector.inspect(snapshot.bytes());
            if (!Coverage.of(List.of(snapshot)).covers(Coverage.of(updates))) {
                throw refused(id, "lacks something", null);
            }
            try (TextDocument loaded = TextDocument.open(TextDocument.randomClientId())) {
                loaded.apply(snapshot);
                if (!loaded.text().equals(made.text())) {
                    throw refused(id, "has another text", null);
                }
                if (!loaded.properties().equals(made.properties())) {
                    throw refused(id, "has other properties", null);
                }
                if (!clocks(loaded).equals(clocks(made))) {
                    throw refused(id, "is in another state", null);
                }
            }
        } catch (MalformedUpdateException e) {
            throw refused(id, "cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** The native side writes clients in no particular order, so the bytes of equal state vectors can differ. */
    private static Map<Long, Integer> clocks(TextDocument document) throws MalformedUpdateException {
        return StateVectorInspector.inspect(document.stateVector().bytes());
    }

    private static StoreException refused(DocumentId id, String why, @Nullable MalformedUpdateException cause) {
        String sentence = "The new snapshot of " + id + " " + why + "; the old one and its updates stay.";
        return cause == null ? new StoreException(sentence) : new StoreException(sentence, cause);
    }
}
