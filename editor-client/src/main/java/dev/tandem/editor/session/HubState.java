package dev.tandem.editor.session;

import java.time.Instant;

/**
 * Where a document stands with the hub. {@code waiting} counts the edits made here that the hub has not acknowledged.
 * Every {@code reason} is a sentence for a person.
 */
public sealed interface HubState {

    /** The document never left this device, because its owner did not share it. */
    record NotShared() implements HubState {}

    /** There is no connection; the next attempt comes by itself. */
    record Offline(String reason, int waiting) implements HubState {}

    /** The connection is being made, or the hub is checking who we are. */
    record Connecting(int waiting) implements HubState {}

    /** Both sides are telling each other what the other lacks. */
    record Syncing(int waiting) implements HubState {}

    /** Everything that is in the document here is forced to disk on the hub. */
    record OnHub(Instant since) implements HubState {}

    /** Connected; edits are on their way or not yet acknowledged. */
    record Waiting(int waiting) implements HubState {}

    /** The lane waits for the person, for instance for a new login. Writing goes on. */
    record Paused(String reason, int waiting) implements HubState {}

    /** The hub does not take this document or these edits from this person; they stay on this device. */
    record Refused(String reason, int waiting) implements HubState {}
}
