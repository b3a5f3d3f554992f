package dev.tandem.hub.room;

import dev.tandem.model.Role;
import dev.tandem.protocol.Update;
import org.jspecify.annotations.Nullable;

/**
 * One connection to one document, as its room sees it. The room calls all methods on its own context; none may block, and
 * an implementation hands over to its socket's thread where it must.
 */
public interface Reader {

    /** Whose connection it is; role changes are matched with it. */
    String subject();

    /** The name that others are shown for them; null where everyone names themselves. */
    @Nullable
    String displayName();

    /** Whether what was sent piles up, so that the room should wait for {@link Seat#drained}. */
    boolean congested();

    /** Whether a client of this kind may be sent its own updates back before they are committed. */
    boolean takesOwnUpdates();

    /** Sends a message. */
    void send(Outgoing message);

    /** One of this reader's updates is durably committed. Comes in the order of the updates. */
    void committed(Update update);

    /** One of this reader's updates was refused, since it may only read. Comes in order with {@link #committed}. */
    void refused();

    /** The person's role is another now. */
    void roleChanged(Role role);

    /** The room has let go of this reader; nothing comes any more. */
    void dismissed(Dismissal why);

    /** Stops reading from the connection until {@link #resumeReading}: more is on its way to the disk than may be. */
    void pauseReading();

    /** Reads on. */
    void resumeReading();
}
