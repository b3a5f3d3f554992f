package dev.tandem.editor.sync;

/**
 * How one document is linked to the hub.
 *
 * @param link the state
 * @param waiting how many edits made here the hub has not acknowledged
 * @param readOnly whether the hub last said that this person only reads
 */
public record LinkStatus(Link link, int waiting, boolean readOnly) {

    /** The states; every reason is a sentence for a person. */
    public sealed interface Link {}

    /** No socket; the next attempt comes by itself. */
    public record Offline(String reason) implements Link {}

    /** The socket opens, or the hub looks at the token. */
    public record Connecting() implements Link {}

    /** State vectors are out, and not both answers are in and acknowledged. */
    public record Syncing() implements Link {}

    /** Both sides have what the other had, and edits flow. */
    public record Live() implements Link {}

    /** The lane needs a login before it goes on. */
    public record Paused(String reason) implements Link {}

    /** The hub does not serve this document to this person, or did not take what they wrote. */
    public record Refused(String reason) implements Link {}
}
