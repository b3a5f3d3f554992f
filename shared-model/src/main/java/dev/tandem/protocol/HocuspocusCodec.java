package dev.tandem.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The dialect of Hocuspocus: a frame is an address, a type and a body. What type 2 means depends on who sent it, so a
 * codec reads either what clients send or what servers send.
 *
 * <p>Immutable, for any thread. Source of the format: @hocuspocus/server and provider 4.x.
 */
public final class HocuspocusCodec {

    private static final int SYNC = 0;
    private static final int AWARENESS = 1;
    private static final int AUTH = 2;
    private static final int QUERY_AWARENESS = 3;
    /** As 0, of a server that does not want a step 1 back. */
    private static final int SYNC_REPLY = 4;

    private static final int STATELESS = 5;
    private static final int CLOSE = 7;
    private static final int SYNC_STATUS = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private static final int AUTH_TOKEN = 0;
    private static final int AUTH_DENIED = 1;
    private static final int AUTH_GRANTED = 2;
    private static final String READ_ONLY = "readonly";
    private static final String READ_WRITE = "read-write";

    private final WireLimits limits;
    private final boolean readsServer;

    private HocuspocusCodec(WireLimits limits, boolean readsServer) {
        this.limits = limits;
        this.readsServer = readsServer;
    }

    /** Reads what clients send: the hub's side. */
    public static HocuspocusCodec readingClients(WireLimits limits) {
        return new HocuspocusCodec(limits, false);
    }

    /** Reads what a server sends: the editor's side. */
    public static HocuspocusCodec readingServer(WireLimits limits) {
        return new HocuspocusCodec(limits, true);
    }

    /**
     * Reads a frame.
     *
     * @throws MessageTooLargeException if the frame is over the limit
     * @throws MalformedDocumentMessageException if the address is good and what follows it is not
     * @throws MalformedMessageException if not even the address can be read
     */
    public HocuspocusFrame decode(byte[] frame) throws MalformedMessageException {
        limits.check(frame);
        if (frame.length == 1) {
            if (frame[0] == PING) {
                return new HocuspocusFrame.Ping();
            }
            if (frame[0] == PONG) {
                return new HocuspocusFrame.Pong();
            }
        }
        Lib0Reader reader = new Lib0Reader(frame);
        DocumentAddress address = DocumentAddress.parse(reader.varString(limits.textBytes()));
        HocuspocusMessage message;
        try {
            message = read(reader);
            if (!reader.atEnd()) {
                throw new MalformedMessageException("bytes are left over after the message");
            }
        } catch (MalformedMessageException e) {
            throw new MalformedDocumentMessageException(address, e);
        }
        return new HocuspocusFrame.Addressed(address, message);
    }

    private HocuspocusMessage read(Lib0Reader reader) throws MalformedMessageException {
        int type = (int) Math.min(reader.varUint(), 255);
        return switch (type) {
            case SYNC, SYNC_REPLY -> new HocuspocusMessage.Sync(SyncMessage.read(reader));
            case AWARENESS -> new HocuspocusMessage.Awareness(AwarenessUpdate.read(reader, limits));
            case AUTH -> readsServer ? readServerAuth(reader) : readToken(reader);
            case QUERY_AWARENESS -> new HocuspocusMessage.QueryAwareness();
            case STATELESS -> new HocuspocusMessage.Stateless(reader.varString(limits.textBytes()));
            case CLOSE -> new HocuspocusMessage.Close(reader.atEnd() ? "" : reader.varString(limits.textBytes()));
            case SYNC_STATUS -> new HocuspocusMessage.SyncStatus(readStatus(reader));
            default -> throw new MalformedMessageException("unknown type of message");
        };
    }

    private HocuspocusMessage readToken(Lib0Reader reader) throws MalformedMessageException {
        if (reader.varUint() != AUTH_TOKEN) {
            throw new MalformedMessageException("unknown kind of auth message");
        }
        String token = reader.varString(limits.textBytes());
        @Nullable String version = reader.atEnd() ? null : reader.varString(limits.textBytes());
        return new HocuspocusMessage.AuthToken(token, version);
    }

    private HocuspocusMessage readServerAuth(Lib0Reader reader) throws MalformedMessageException {
        int kind = (int) Math.min(reader.varUint(), 3);
        return switch (kind) {
            case AUTH_TOKEN -> new HocuspocusMessage.AuthRequest();
            case AUTH_DENIED -> new HocuspocusMessage.PermissionDenied(reader.varString(limits.textBytes()));
            case AUTH_GRANTED ->
                new HocuspocusMessage.Authenticated(
                        !reader.varString(limits.textBytes()).equals(READ_WRITE));
            default -> throw new MalformedMessageException("unknown kind of auth message");
        };
    }

    private static boolean readStatus(Lib0Reader reader) throws MalformedMessageException {
        // Written as varUint by one server and read as varInt by its provider; 0 and 1 look the same in both.
        return reader.varInt() == 1;
    }

    /** The frame of a message about a document. */
    public static byte[] encode(DocumentAddress address, HocuspocusMessage message) {
        Lib0Writer writer = new Lib0Writer().varString(address.wire());
        write(writer, message);
        return writer.toByteArray();
    }

    /** The frame of a sync message about a document. */
    public static byte[] encode(DocumentAddress address, SyncMessage message) {
        return encode(address, new HocuspocusMessage.Sync(message));
    }

    /** The frame. */
    public static byte[] encode(HocuspocusFrame frame) {
        if (frame instanceof HocuspocusFrame.Addressed addressed) {
            return encode(addressed.address(), addressed.message());
        }
        return new byte[] {frame instanceof HocuspocusFrame.Ping ? (byte) PING : (byte) PONG};
    }

    private static void write(Lib0Writer writer, HocuspocusMessage message) {
        if (message instanceof HocuspocusMessage.Sync sync) {
            sync.message().write(writer.varUint(SYNC));
        } else if (message instanceof HocuspocusMessage.Awareness awareness) {
            awareness.update().write(writer.varUint(AWARENESS));
        } else if (message instanceof HocuspocusMessage.AuthToken auth) {
            writer.varUint(AUTH).varUint(AUTH_TOKEN).varString(auth.token());
            String version = auth.providerVersion();
            if (version != null) {
                writer.varString(version);
            }
        } else if (message instanceof HocuspocusMessage.AuthRequest) {
            writer.varUint(AUTH).varUint(AUTH_TOKEN);
        } else if (message instanceof HocuspocusMessage.PermissionDenied denied) {
            writer.varUint(AUTH).varUint(AUTH_DENIED).varString(denied.reason());
        } else if (message instanceof HocuspocusMessage.Authenticated granted) {
            writer.varUint(AUTH).varUint(AUTH_GRANTED).varString(granted.readOnly() ? READ_ONLY : READ_WRITE);
        } else if (message instanceof HocuspocusMessage.QueryAwareness) {
            writer.varUint(QUERY_AWARENESS);
        } else if (message instanceof HocuspocusMessage.Stateless stateless) {
            writer.varUint(STATELESS).varString(stateless.payload());
        } else if (message instanceof HocuspocusMessage.Close close) {
            writer.varUint(CLOSE);
            if (!close.reason().isEmpty()) {
                writer.varString(close.reason());
            }
        } else if (message instanceof HocuspocusMessage.SyncStatus status) {
            writer.varUint(SYNC_STATUS).varUint(status.committed() ? 1 : 0);
        }
    }
}
