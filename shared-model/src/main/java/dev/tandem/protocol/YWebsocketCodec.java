package dev.tandem.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * The dialect of y-websocket: a frame is a type and a body. Stable clients read only the first message of a frame, so
 * one message a frame is what this writes; the clients of yrs put two into their first frame, so reading takes several.
 *
 * <p>Immutable, for any thread. Source of the format: y-protocols 1.0 and y-websocket 3.1.
 */
public final class YWebsocketCodec {

    private static final int SYNC = 0;
    private static final int AWARENESS = 1;
    private static final int AUTH = 2;
    private static final int QUERY_AWARENESS = 3;
    private static final int MAX_MESSAGES_PER_FRAME = 16;

    private final WireLimits limits;

    /** Reads within these limits. */
    public YWebsocketCodec(WireLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads a frame: one message, or the few that some clients pack together.
     *
     * @throws MessageTooLargeException if the frame is over the limit
     * @throws MalformedUpdateException if an update or a state vector in it does not pass inspection
     * @throws MalformedMessageException if anything else is not as it should be
     */
    public List<YMessage> decode(byte[] frame) throws MalformedMessageException {
        limits.check(frame);
        Lib0Reader reader = new Lib0Reader(frame);
        YMessage first = read(reader);
        if (reader.atEnd()) {
            return List.of(first);
        }
        List<YMessage> messages = new ArrayList<>();
        messages.add(first);
        while (!reader.atEnd()) {
            if (messages.size() == MAX_MESSAGES_PER_FRAME) {
                throw new MalformedMessageException("too many messages in one frame");
            }
            messages.add(read(reader));
        }
        return messages;
    }

    private YMessage read(Lib0Reader reader) throws MalformedMessageException {
        int type = (int) Math.min(reader.varUint(), 4);
        return switch (type) {
            case SYNC -> new YMessage.Sync(SyncMessage.read(reader));
            case AWARENESS -> new YMessage.Awareness(AwarenessUpdate.read(reader, limits));
            case AUTH -> {
                if (reader.varUint() != 0) {
                    throw new MalformedMessageException("unknown kind of auth message");
                }
                yield new YMessage.AuthDenied(reader.varString(limits.textBytes()));
            }
            case QUERY_AWARENESS -> new YMessage.QueryAwareness();
            default -> throw new MalformedMessageException("unknown type of message");
        };
    }

    /** The frame of a message. */
    public static byte[] encode(YMessage message) {
        if (message instanceof YMessage.Sync sync) {
            Lib0Writer writer = new Lib0Writer().varUint(SYNC);
            sync.message().write(writer);
            return writer.toByteArray();
        }
        if (message instanceof YMessage.Awareness awareness) {
            Lib0Writer writer = new Lib0Writer().varUint(AWARENESS);
            awareness.update().write(writer);
            return writer.toByteArray();
        }
        if (message instanceof YMessage.AuthDenied denied) {
            return new Lib0Writer()
                    .varUint(AUTH)
                    .varUint(0)
                    .varString(denied.reason())
                    .toByteArray();
        }
        return new byte[] {QUERY_AWARENESS};
    }

    /** The frame of a sync message. */
    public static byte[] encode(SyncMessage message) {
        return encode(new YMessage.Sync(message));
    }

    /** The frame of an awareness message. */
    public static byte[] encode(AwarenessUpdate update) {
        return encode(new YMessage.Awareness(update));
    }
}
