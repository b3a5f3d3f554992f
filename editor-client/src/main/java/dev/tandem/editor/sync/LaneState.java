package dev.tandem.editor.sync;

/** How the lane's one socket stands; every reason is a sentence for a person. */
public sealed interface LaneState {

    /** No socket; the next attempt comes by itself. */
    record Offline(String reason) implements LaneState {}

    /** A token is asked for, or the socket opens. */
    record Connecting() implements LaneState {}

    /** The socket is open. */
    record Open() implements LaneState {}

    /** Only a login helps; nothing is tried until {@link HubLane#resume()}. */
    record Paused(String reason) implements LaneState {}
}
