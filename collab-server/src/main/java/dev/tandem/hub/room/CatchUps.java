package dev.tandem.hub.room;

import dev.tandem.model.DocumentId;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.SyncMessage;
import dev.tandem.protocol.Update;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The readers of a room that wait for a difference. One document is made at a time; everyone who asks meanwhile waits for
 * the next one, and all who have the same state share one result and its frames.
 *
 * <p>Not thread-safe: lives on its room's context.
 */
final class CatchUps {

    private static final Logger log = LoggerFactory.getLogger(CatchUps.class);

    private record Request(StateVector have, boolean answersStep1) {}

    private final DocumentId id;
    private final Context context;
    private final RoomWorld world;
    private final InFlight inFlight;
    private Map<Seat, Request> waiting = new LinkedHashMap<>();
    private boolean running;

    CatchUps(DocumentId id, Context context, RoomWorld world, InFlight inFlight) {
        this.id = id;
        this.context = context;
        this.world = world;
        this.inFlight = inFlight;
    }

    /** Asks for what a reader lacks; a newer request of the same reader replaces one that was not begun. */
    void request(Seat seat, StateVector have, boolean answersStep1) {
        Request earlier = waiting.get(seat);
        waiting.put(seat, new Request(have, answersStep1 || (earlier != null && earlier.answersStep1())));
        if (!running) {
            running = true;
            // At the end of this turn, so that all who join at once share it.
            context.runOnContext(ignored -> run());
        }
    }

    void forget(Seat seat) {
        waiting.remove(seat);
    }

    private void run() {
        Map<Seat, Request> asking = waiting;
        waiting = new LinkedHashMap<>();
        Set<StateVector> vectors = new LinkedHashSet<>();
        asking.values().forEach(request -> vectors.add(request.have()));
        List<Update> notYetStored = inFlight.updates();
        world.retrying(() -> world.materialiser()
                        .differences(id, notYetStored, vectors, world.settings().pieceBytes()))
                .onComplete(result -> {
                    if (result.succeeded()) {
                        world.meters().differences.increment(vectors.size());
                        deliver(asking, result.result());
                    } else {
                        log.warn(
                                "No difference could be made for document {}: {}",
                                id,
                                result.cause().toString());
                        asking.keySet().forEach(this::sendAway);
                    }
                    if (waiting.isEmpty()) {
                        running = false;
                    } else {
                        run();
                    }
                });
    }

    private void sendAway(Seat seat) {
        if (!seat.gone) {
            seat.leave();
            seat.reader.dismissed(Dismissal.TRY_AGAIN);
        }
    }

    private static void deliver(Map<Seat, Request> asking, Map<StateVector, List<Update>> differences) {
        Map<Request, List<Outgoing>> frames = new HashMap<>();
        asking.forEach((seat, request) -> {
            if (!seat.gone) {
                seat.delivery.caughtUp(frames.computeIfAbsent(
                        request, r -> frames(differences.getOrDefault(r.have(), List.of()), r.answersStep1())));
            }
        });
    }

    /** The last piece of an answer to a step 1 is the step 2 that makes a client call itself synced. */
    private static List<Outgoing> frames(List<Update> pieces, boolean answersStep1) {
        List<Outgoing> frames = new ArrayList<>(pieces.size());
        for (int i = 0; i < pieces.size(); i++) {
            boolean last = i == pieces.size() - 1;
            frames.add(Outgoing.of(
                    last && answersStep1
                            ? new SyncMessage.Step2(pieces.get(i))
                            : new SyncMessage.Change(pieces.get(i))));
        }
        return frames;
    }
}
