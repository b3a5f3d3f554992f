package dev.tandem.hub.room;

import dev.tandem.model.Role;
import dev.tandem.protocol.AwarenessUpdate;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.Update;

/**
 * One reader's place in a room. Its methods may be called from any thread and return at once; the room does them in
 * order, on its own context. After {@link #leave} or {@link Reader#dismissed} they do nothing.
 */
public final class Seat {

    private final Room room;
    final Reader reader;
    final Delivery delivery;
    final Acknowledgements acknowledgements;

    /* On the room's context: */
    Role role;
    boolean gone;
    boolean paused;

    Seat(Room room, Reader reader, Role role, Delivery delivery) {
        this.room = room;
        this.reader = reader;
        this.role = role;
        this.delivery = delivery;
        this.acknowledgements = new Acknowledgements(reader);
    }

    /** Sends the reader everyone who is here, if there is anyone. */
    public void greet() {
        room.execute(() -> room.greet(this));
    }

    /** Sends the reader the room's own step 1. */
    public void ask() {
        room.execute(() -> room.ask(this));
    }

    /** The reader has this much; it is sent the rest in pieces, a step 2 last, and follows from then on. */
    public void joined(StateVector have) {
        room.execute(() -> room.step1(this, have));
    }

    /**
     * The reader answers the room's step 1 with this. As {@link #update}, but whoever may only read may say what is known
     * already: every client sends the deletions that it knows of, however old.
     */
    public void answer(Update update) {
        room.execute(() -> room.update(this, update, true));
    }

    /** The reader says this about the document; it will be {@link Reader#committed} or {@link Reader#refused}. */
    public void update(Update update) {
        room.execute(() -> room.update(this, update, false));
    }

    /** The reader says this about who is here. */
    public void presence(AwarenessUpdate update) {
        room.execute(() -> room.presence(this, update));
    }

    /** Sends the reader everyone who is here. */
    public void queryPresence() {
        room.execute(() -> room.everyone(this));
    }

    /** The connection takes more again. */
    public void drained() {
        room.execute(() -> room.drained(this));
    }

    /** The reader has gone. */
    public void leave() {
        room.execute(() -> room.leave(this));
    }
}
