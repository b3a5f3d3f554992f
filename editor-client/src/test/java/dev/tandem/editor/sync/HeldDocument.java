package dev.tandem.editor.sync;

import dev.tandem.model.DocumentId;
import dev.tandem.protocol.AwarenessUpdate;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.Update;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A document that always has the same difference to give, and remembers what it was told. */
final class HeldDocument implements SyncedDocument {

    private final DocumentId id;
    private final Update difference;
    private final List<LinkStatus> told = new CopyOnWriteArrayList<>();
    private final List<Update> received = new CopyOnWriteArrayList<>();

    HeldDocument(String name, Update difference) {
        this.id = new DocumentId(name);
        this.difference = difference;
    }

    /** What it was told last; before, that it is apart. */
    LinkStatus status() {
        return told.isEmpty()
                ? new LinkStatus(new LinkStatus.Offline("never told"), 0, false)
                : told.get(told.size() - 1);
    }

    List<LinkStatus> told() {
        return told;
    }

    List<Update> received() {
        return received;
    }

    @Override
    public DocumentId id() {
        return id;
    }

    @Override
    public CompletableFuture<StateVector> stateVector() {
        return CompletableFuture.completedFuture(StateVector.empty());
    }

    @Override
    public CompletableFuture<Update> difference(StateVector have) {
        return CompletableFuture.completedFuture(difference);
    }

    @Override
    public void receive(Update update) {
        received.add(update);
    }

    @Override
    public void receive(AwarenessUpdate update) {}

    @Override
    public CompletableFuture<AwarenessUpdate> presence() {
        return CompletableFuture.completedFuture(new AwarenessUpdate(List.of()));
    }

    @Override
    public void linkChanged(LinkStatus status) {
        told.add(status);
    }
}
