package dev.tandem.editor.session;

import dev.tandem.crdt.TextDocument;
import dev.tandem.protocol.MalformedUpdateException;
import dev.tandem.protocol.Update;
import dev.tandem.protocol.UpdateInspector;
import java.util.Map;

/**
 * Tells a difference that says something from one that does not: state vectors do not cover deletions, so every difference
 * repeats all of them, and a document would grow in the log and look changed each time it meets the hub.
 */
final class Novelty {

    private Novelty() {}

    /** Whether the update holds no text or property, only deletions, which may be old ones. */
    static boolean onlyDeletes(Update update) {
        try {
            return UpdateInspector.inspect(update.bytes()).structs().isEmpty();
        } catch (MalformedUpdateException inspectedBefore) {
            throw new IllegalArgumentException("an update that passed the inspector does not pass it", inspectedBefore);
        }
    }

    /** Applies the update and says whether text or properties are others now. */
    static boolean changes(TextDocument document, Update update) throws MalformedUpdateException {
        Map<String, String> before = document.properties();
        return !document.apply(update).isEmpty() || !document.properties().equals(before);
    }
}
