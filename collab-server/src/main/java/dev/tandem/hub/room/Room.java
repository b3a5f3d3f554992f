package dev.tandem.hub.room;

import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import dev.tandem.protocol.AwarenessUpdate;
import dev.tandem.protocol.MalformedUpdateException;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.SyncMessage;
import dev.tandem.protocol.Update;
import dev.tandem.protocol.UpdateFacts;
import dev.tandem.protocol.UpdateInspector;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One live document. It gives what its readers say an order, appends it to the log, relays it to the others without
 * waiting for the disk, and acknowledges it when the log says that it is durable. It does not edit, and it holds no
 * document.
 *
 * <p>All state lives on one event-loop context; {@link Seat} and {@link Rooms} bring calls there. A room lets go of
 * itself when it is empty and everything in it is stored.
 */
final class Room {

    private static final Logger log = LoggerFactory.getLogger(Room.class);

    private final DocumentId id;
    private final Context context;
    private final RoomWorld world;
    private final BiConsumer<DocumentId, Room> onEmpty;

    private final Set<Seat> seats = new LinkedHashSet<>();
    private final Presence presence;
    private final InFlight inFlight;
    private final Outbox outbox = new Outbox();
    private final CatchUps catchUps;
    private final Compaction compaction;
    private Coverage coverage = new Coverage();

    private final Future<Void> loaded;
    private boolean relayScheduled;
    private boolean presenceScheduled;
    private boolean closed;
    private final long housekeeping;
    private long emptySince = System.nanoTime();

    /** Starts loading at once. Any thread. */
    Room(DocumentId id, RoomWorld world, BiConsumer<DocumentId, Room> onEmpty) {
        this.id = id;
        this.world = world;
        this.onEmpty = onEmpty;
        this.context = world.newContext();
        RoomSettings settings = world.settings();
        this.presence = new Presence(settings.presencePerReader(), settings.presenceExpiry());
        this.inFlight = new InFlight(id, context, world);
        this.catchUps = new CatchUps(id, context, world, inFlight);
        this.compaction = new Compaction(id, context, world);
        Promise<Void> load = Promise.promise();
        this.loaded = load.future();
        this.housekeeping = world.vertx().setPeriodic(1_000, timer -> execute(this::keepHouse));
        execute(() -> world.load(id).onComplete(result -> {
            if (result.succeeded()) {
                coverage = result.result().coverage();
                compaction.opened(result.result().tailUpdates(), result.result().tailBytes());
                load.complete();
            } else {
                log.warn(
                        "Document {} could not be loaded: {}",
                        id,
                        result.cause().getMessage());
                close(Dismissal.TRY_AGAIN);
                load.fail(result.cause());
            }
        }));
        world.meters().rooms.incrementAndGet();
    }

    void execute(Runnable action) {
        context.runOnContext(ignored -> action.run());
    }

    /**
     * Lets a reader in once the document is loaded. Any thread.
     *
     * @param seated called on the room's context before anything is sent to the reader
     * @return false in it if this room has closed meanwhile and another one must be asked
     */
    Future<Boolean> join(Reader reader, Role role, java.util.function.Consumer<Seat> seated) {
        Promise<Boolean> answer = Promise.promise();
        execute(() -> loaded.onComplete(result -> {
            if (result.failed()) {
                answer.fail(result.cause());
                return;
            }
            if (closed) {
                answer.complete(false);
                return;
            }
            Seat[] self = new Seat[1];
            Delivery delivery = new Delivery(
                    reader, world.settings(), world.merger(), world.meters(), known -> repair(self[0], known));
            Seat seat = new Seat(this, reader, role, delivery);
            self[0] = seat;
            seats.add(seat);
            world.meters().readers.incrementAndGet();
            seated.accept(seat);
            answer.complete(true);
        }));
        return answer.future();
    }

    void ask(Seat seat) {
        if (!seat.gone) {
            seat.reader.send(Outgoing.of(new SyncMessage.Step1(coverage.stateVector())));
        }
    }

    void step1(Seat seat, StateVector have) {
        catchUp(seat, have, true);
    }

    private void repair(Seat seat, StateVector known) {
        catchUp(seat, known, false);
    }

    private void catchUp(Seat seat, StateVector have, boolean answersStep1) {
        if (seat.gone) {
            return;
        }
        seat.delivery.catchUp(coverage.stateVector());
        catchUps.request(seat, have, answersStep1);
    }

    void update(Seat seat, Update update, boolean answersStep1) {
        if (seat.gone) {
            return;
        }
        UpdateFacts facts;
        try {
            facts = UpdateInspector.inspect(update.bytes());
        } catch (MalformedUpdateException e) {
            throw new IllegalStateException("an update came in without inspection", e);
        }
        boolean known = coverage.covers(facts);
        boolean harmless = update.isEmpty() || (known && answersStep1);
        if (!seat.role.mayEdit() && !harmless) {
            world.meters().refused.increment();
            seat.acknowledgements.refuse(update);
            return;
        }
        Acknowledgements.Owed owed = seat.acknowledgements.owe(update);
        if (known) {
            world.meters().nothingNew.increment();
            inFlight.whenAllDurable(() -> seat.acknowledgements.settle(owed));
            return;
        }
        coverage.add(facts);
        compaction.appended(update);
        inFlight.append(update, () -> {
            if (!seat.gone) {
                seat.acknowledgements.settle(owed);
            }
            resumePaused();
        });
        if (inFlight.isFull() && !seat.paused) {
            seat.paused = true;
            seat.reader.pauseReading();
        }
        outbox.add(seat, update, facts);
        scheduleRelay();
    }

    private void scheduleRelay() {
        if (!relayScheduled) {
            relayScheduled = true;
            // Behind the frames that wait already, so that they leave together.
            execute(this::relay);
        }
    }

    private void relay() {
        relayScheduled = false;
        Batch batch = outbox.take(world.merger(), coverage);
        for (Seat seat : seats) {
            if (seat.delivery.follows()) {
                batch.offerTo(seat);
            }
        }
    }

    void presence(Seat seat, AwarenessUpdate update) {
        if (seat.gone) {
            return;
        }
        presence.say(seat, seat.reader.displayName(), update, System.nanoTime());
        schedulePresence();
    }

    private void schedulePresence() {
        if (presence.hasChanges() && !presenceScheduled) {
            presenceScheduled = true;
            world.vertx()
                    .setTimer(
                            Math.max(1, world.settings().presenceTick().toMillis()),
                            timer -> execute(() -> {
                                presenceScheduled = false;
                                if (presence.hasChanges()) {
                                    Outgoing news = Outgoing.of(presence.takeChanges());
                                    seats.forEach(seat -> seat.delivery.offerPresence(news));
                                }
                            }));
        }
    }

    void greet(Seat seat) {
        AwarenessUpdate everyone = presence.everyone();
        if (!seat.gone && !everyone.isEmpty()) {
            seat.delivery.presence(everyone);
        }
    }

    void everyone(Seat seat) {
        if (!seat.gone) {
            seat.delivery.presence(presence.everyone());
        }
    }

    void drained(Seat seat) {
        if (!seat.gone) {
            seat.delivery.pump();
            if (seat.delivery.wantsPresence()) {
                seat.delivery.presence(presence.everyone());
            }
        }
    }

    void leave(Seat seat) {
        if (!seat.gone) {
            remove(seat);
            seats.remove(seat);
        }
    }

    private void remove(Seat seat) {
        seat.gone = true;
        world.meters().readers.decrementAndGet();
        catchUps.forget(seat);
        presence.leave(seat);
        schedulePresence();
        emptySince = System.nanoTime();
    }

    /** A person's role is another now, or none. Any thread. */
    void roleChanged(String subject, Optional<Role> role) {
        execute(() -> {
            for (Seat seat : List.copyOf(seats)) {
                if (seat.reader.subject().equals(subject) && !role.equals(Optional.of(seat.role))) {
                    if (role.isPresent()) {
                        seat.role = role.get();
                        seat.reader.roleChanged(role.get());
                    } else {
                        leave(seat);
                        seat.reader.dismissed(Dismissal.REVOKED);
                    }
                }
            }
        });
    }

    /**
     * Dismisses everyone, waits until everything is durable and closes. Any thread. With {@link Dismissal#STOPPING} the
     * order is the other way round: everyone gets their acknowledgements first.
     */
    Future<Void> shut(Dismissal why) {
        Promise<Void> done = Promise.promise();
        execute(() -> {
            if (why != Dismissal.STOPPING) {
                dismissAll(why);
            }
            inFlight.whenAllDurable(() -> {
                close(why);
                done.complete();
            });
        });
        return done.future();
    }

    private void dismissAll(Dismissal why) {
        for (Seat seat : List.copyOf(seats)) {
            leave(seat);
            seat.reader.dismissed(why);
        }
    }

    private void close(Dismissal why) {
        if (!closed) {
            closed = true;
            dismissAll(why);
            world.vertx().cancelTimer(housekeeping);
            world.meters().rooms.decrementAndGet();
            onEmpty.accept(id, this);
        }
    }

    private void resumePaused() {
        if (inFlight.hasRoom()) {
            for (Seat seat : seats) {
                if (seat.paused) {
                    seat.paused = false;
                    seat.reader.resumeReading();
                }
            }
        }
    }

    private void keepHouse() {
        if (closed || !loaded.succeeded()) {
            return;
        }
        resumePaused();
        presence.expire(System.nanoTime());
        schedulePresence();
        boolean empty = seats.isEmpty() && inFlight.isEmpty();
        boolean idle = empty
                && System.nanoTime() - emptySince >= world.settings().idle().toNanos();
        compaction.consider(idle);
        if (idle && !compaction.isRunning()) {
            close(Dismissal.TRY_AGAIN);
        }
    }
}
