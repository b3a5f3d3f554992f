package dev.tandem.protocol;

import org.jspecify.annotations.Nullable;

/** A message of the Hocuspocus dialect about one document. */
public sealed interface HocuspocusMessage {

    /** Type 0, both ways. Each {@link SyncMessage.Step2} and {@link SyncMessage.Change} of a client is answered with a {@link SyncStatus}. */
    record Sync(SyncMessage message) implements HocuspocusMessage {}

    /** Type 1, both ways. */
    record Awareness(AwarenessUpdate update) implements HocuspocusMessage {}

    /**
     * Type 2/0 of a client: here is my token, which may be empty.
     *
     * @param providerVersion what a provider from version 4 on says about itself; null from older ones
     */
    record AuthToken(String token, @Nullable String providerVersion) implements HocuspocusMessage {}

    /** Type 2/0 of a server: please send a token. */
    record AuthRequest() implements HocuspocusMessage {}

    /** Type 2/1 of a server. */
    record PermissionDenied(String reason) implements HocuspocusMessage {}

    /** Type 2/2 of a server. */
    record Authenticated(boolean readOnly) implements HocuspocusMessage {}

    /** Type 3, both ways: send me all awareness states. */
    record QueryAwareness() implements HocuspocusMessage {}

    /** Type 5, both ways: text that is not part of the document. */
    record Stateless(String payload) implements HocuspocusMessage {}

    /** Type 7, both ways: this document is closed, the socket stays open. A client gives no reason: it is empty. */
    record Close(String reason) implements HocuspocusMessage {}

    /** Type 8 of a server: the client's update is durably committed, or refused. */
    record SyncStatus(boolean committed) implements HocuspocusMessage {}
}
