package dev.tandem.hub.room;

import dev.tandem.protocol.AwarenessUpdate;
import dev.tandem.protocol.SyncMessage;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What a room says to its readers. One instance goes to all of them, and is encoded once for each form it travels in.
 *
 * <p>Not thread-safe: lives on its room's context.
 */
public final class Outgoing {

    /** What can be said. */
    public sealed interface Message {}

    /** A step of the sync protocol. */
    public record Sync(SyncMessage message) implements Message {}

    /** Who is here, as far as it changed. */
    public record Presence(AwarenessUpdate update) implements Message {}

    private final Message message;
    private final Map<Object, Buffer> encoded = new HashMap<>(2);

    private Outgoing(Message message) {
        this.message = message;
    }

    static Outgoing of(SyncMessage message) {
        return new Outgoing(new Sync(message));
    }

    static Outgoing of(AwarenessUpdate update) {
        return new Outgoing(new Presence(update));
    }

    /** What is said. */
    public Message message() {
        return message;
    }

    /**
     * The frame in one form; the first reader of that form makes it, the others share it.
     *
     * @param form equal for all readers whose frames are the same
     * @param encoder makes the frame
     */
    public Buffer frame(Object form, Function<Message, byte[]> encoder) {
        return encoded.computeIfAbsent(form, key -> Buffer.buffer(encoder.apply(message)));
    }
}
