package dev.tandem.editor;

import java.net.URI;

/** How the link to the hub stands. Every {@code reason} is a sentence for a person. */
public sealed interface HubLinkState {

    /** No hub was ever named; documents stay on this device. */
    record NoHub() implements HubLinkState {}

    /** The hub cannot be reached now; the next attempt comes by itself. */
    record Offline(URI hub, String reason) implements HubLinkState {}

    /** The connection is being made. */
    record Connecting(URI hub) implements HubLinkState {}

    /** The hub wants to know who we are, and there is no valid login. Writing goes on. */
    record LoginNeeded(URI hub, String reason) implements HubLinkState {}

    /** The socket is open and the hub answers. */
    record Online(URI hub) implements HubLinkState {}
}
