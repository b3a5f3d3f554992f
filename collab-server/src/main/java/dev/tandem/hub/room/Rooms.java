package dev.tandem.hub.room;

import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import dev.tandem.store.DurableLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** All live documents: finds the room of a document and makes it when there is none. For any thread. */
public final class Rooms {

    private final ConcurrentMap<DocumentId, Room> rooms = new ConcurrentHashMap<>();
    private final RoomWorld world;
    private volatile boolean stopping;

    /**
     * Opens no room yet.
     *
     * @param eventLoops how many event loops the rooms are spread over
     * @param workers where documents are made and the store is read
     */
    public Rooms(
            Vertx vertx,
            int eventLoops,
            WorkerExecutor workers,
            DurableLog log,
            Materialiser materialiser,
            RoomSettings settings,
            MeterRegistry meters) {
        List<Context> contexts = new ArrayList<>();
        for (int i = 0; i < eventLoops; i++) {
            contexts.add(((VertxInternal) vertx).createEventLoopContext());
        }
        this.world = new RoomWorld(
                vertx,
                List.copyOf(contexts),
                new AtomicInteger(),
                workers,
                log,
                materialiser,
                settings,
                new RoomMeters(meters),
                new Merger(settings.pieceBytes()));
    }

    /**
     * Lets a reader into a document's room.
     *
     * @param seated called on the room's context before anything is sent to the reader
     * @return fails if the document cannot be loaded or the hub stops
     */
    public Future<Void> join(DocumentId id, Reader reader, Role role, Consumer<Seat> seated) {
        if (stopping) {
            return Future.failedFuture("the hub is stopping");
        }
        Room room = rooms.computeIfAbsent(id, name -> new Room(name, world, rooms::remove));
        return room.join(reader, role, seated)
                .compose(inside -> inside ? Future.succeededFuture() : join(id, reader, role, seated));
    }

    /** A person's role in a document is another now, or none: their connections are told, or sent away. */
    public void roleChanged(DocumentId id, String subject, Optional<Role> role) {
        Room room = rooms.get(id);
        if (room != null) {
            room.roleChanged(subject, role);
        }
    }

    /** Sends everyone away from a deleted document; done once nothing of it is on its way to the store. */
    public Future<Void> deleted(DocumentId id) {
        Room room = rooms.get(id);
        return room == null ? Future.succeededFuture() : room.shut(Dismissal.DELETED);
    }

    /** Lets nobody in any more, and dismisses everyone once what they said is durable and acknowledged. */
    public Future<Void> stop() {
        stopping = true;
        List<Future<Void>> all = new ArrayList<>();
        rooms.values().forEach(room -> all.add(room.shut(Dismissal.STOPPING)));
        return Future.all(all).mapEmpty();
    }
}
