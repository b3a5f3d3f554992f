package dev.tandem.editor.sync;

import dev.tandem.model.DocumentId;
import dev.tandem.protocol.AwarenessUpdate;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.Update;
import java.util.concurrent.CompletableFuture;

/**
 * A document as a lane sees it. All methods are called on the lane's thread and must not wait; futures may complete on
 * any thread.
 */
public interface SyncedDocument {

    /** Its name. */
    DocumentId id();

    /** How much of it is here. */
    CompletableFuture<StateVector> stateVector();

    /** Everything that one who has {@code have} lacks. It holds every update that was offered before this call. */
    CompletableFuture<Update> difference(StateVector have);

    /** Takes in what somebody else wrote, soon and in this order; it may have been there before. */
    void receive(Update update);

    /** Takes in who else is there. */
    void receive(AwarenessUpdate update);

    /** What this device shows of its person, now; empty when nobody looks at the document. */
    CompletableFuture<AwarenessUpdate> presence();

    /** The link is another one now. */
    void linkChanged(LinkStatus status);
}
