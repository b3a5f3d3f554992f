package dev.tandem.editor.replica;

import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue knows of a document. Immutable.
 *
 * @param title as last measured
 * @param created when it came to be on this device
 * @param changed when its text last changed on this device
 * @param characters its length in UTF-16 units as last measured
 * @param hub the hub it is on, or null while it never left this device
 * @param role what this person may do with it there, or null while it is not on a hub
 * @param waiting how many edits of this device the hub had not acknowledged when this was last written
 * @param removed taken off this device; nothing of its text is here
 */
public record ReplicaDocument(
        DocumentId id,
        String title,
        Instant created,
        Instant changed,
        long characters,
        @Nullable URI hub,
        @Nullable Role role,
        int waiting,
        boolean removed) {

    /** A new document that is only on this device. */
    public static ReplicaDocument fresh(DocumentId id, String title, Instant now) {
        return new ReplicaDocument(id, title, now, now, 0, null, null, 0, false);
    }

    /** The same with what was measured in its text. */
    public ReplicaDocument measured(String newTitle, long newCharacters) {
        return new ReplicaDocument(id, newTitle, created, changed, newCharacters, hub, role, waiting, removed);
    }

    /** The same with another title. */
    public ReplicaDocument titled(String newTitle) {
        return measured(newTitle, characters);
    }

    /** The same, changed at that time. */
    public ReplicaDocument changedAt(Instant when) {
        return new ReplicaDocument(id, title, created, when, characters, hub, role, waiting, removed);
    }

    /** The same on a hub, in that role. */
    public ReplicaDocument onHub(URI address, Role newRole) {
        return new ReplicaDocument(id, title, created, changed, characters, address, newRole, waiting, removed);
    }

    /** The same with another number of unacknowledged edits. */
    public ReplicaDocument withWaiting(int edits) {
        return new ReplicaDocument(id, title, created, changed, characters, hub, role, edits, removed);
    }

    /** The same, taken off this device. */
    public ReplicaDocument asRemoved() {
        return new ReplicaDocument(id, title, created, changed, 0, hub, role, 0, true);
    }
}
