package dev.tandem.hub.socket;

import dev.tandem.protocol.AwarenessUpdate;
import dev.tandem.protocol.DocumentAddress;
import dev.tandem.protocol.HocuspocusCodec;
import dev.tandem.protocol.HocuspocusFrame;
import dev.tandem.protocol.HocuspocusMessage;
import dev.tandem.protocol.MalformedDocumentMessageException;
import dev.tandem.protocol.MalformedMessageException;
import dev.tandem.protocol.MessageTooLargeException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A socket of the Hocuspocus dialect: many documents, each with its own token. What comes before the answer to a token
 * waits in a queue that is bounded for the whole socket.
 *
 * <p>Lives on the socket's context.
 */
final class SyncSocket {

    private static final Buffer PING = Buffer.buffer(HocuspocusCodec.encode(new HocuspocusFrame.Ping()));

    private final SocketWorld world;
    private final Link link;
    private final HocuspocusCodec codec;
    private final Map<DocumentAddress, SyncDocument> documents = new HashMap<>();
    private int waitingFrames;
    private int waitingBytes;
    /** Providers from version 4 on say so, and only those know the ping. */
    private boolean answersPing;

    SyncSocket(SocketWorld world, ServerWebSocket socket, Runnable onClosed) {
        this.world = world;
        this.codec = HocuspocusCodec.readingClients(world.settings().wire());
        this.link = new Link(
                world.vertx(),
                socket,
                world.settings(),
                world.meters(),
                this::received,
                () -> documents().forEach(SyncDocument::drained),
                this::keepAlive,
                () -> {
                    documents().forEach(SyncDocument::leave);
                    onClosed.run();
                });
        link.resume();
    }

    Link link() {
        return link;
    }

    private List<SyncDocument> documents() {
        return List.copyOf(documents.values());
    }

    private void received(byte[] frame) {
        try {
            HocuspocusFrame decoded = codec.decode(frame);
            if (decoded instanceof HocuspocusFrame.Addressed addressed) {
                SyncDocument document = document(addressed.address());
                if (document != null) {
                    document.received(addressed.message(), frame.length);
                }
            }
        } catch (MessageTooLargeException e) {
            link.close(CloseCode.TOO_LARGE, "a message is larger than the hub takes");
        } catch (MalformedDocumentMessageException e) {
            world.meters().malformed.increment();
            SyncDocument document = documents.remove(e.address());
            if (document == null) {
                link.close(CloseCode.MALFORMED, CloseReason.of(e));
            } else {
                document.closeMalformed(CloseReason.of(e));
            }
        } catch (MalformedMessageException e) {
            world.meters().malformed.increment();
            link.close(CloseCode.MALFORMED, CloseReason.of(e));
        }
    }

    private @org.jspecify.annotations.Nullable SyncDocument document(DocumentAddress address) {
        SyncDocument known = documents.get(address);
        if (known != null) {
            return known;
        }
        if (documents.size() >= world.settings().documentsPerSocket()) {
            link.close(CloseCode.TRY_AGAIN, "too many documents on one socket");
            return null;
        }
        SyncDocument document = new SyncDocument(world, this, address);
        documents.put(address, document);
        return document;
    }

    /** Whether a frame may wait for its document's token; if not, the socket is closed. */
    boolean mayWait(int bytes) {
        if (waitingFrames + 1 > world.settings().preAuthFrames()
                || waitingBytes + bytes > world.settings().preAuthBytes()) {
            link.close(CloseCode.TRY_AGAIN, "too much before the answer to a token");
            return false;
        }
        waitingFrames++;
        waitingBytes += bytes;
        return true;
    }

    /** These frames wait no longer. */
    void waitedFor(int frames, int bytes) {
        waitingFrames -= frames;
        waitingBytes -= bytes;
    }

    /** This document is no longer on this socket. */
    void forget(DocumentAddress address, SyncDocument document) {
        documents.remove(address, document);
    }

    void knowsPing() {
        answersPing = true;
    }

    private void keepAlive() {
        if (answersPing) {
            link.send(PING);
            return;
        }
        for (SyncDocument document : documents()) {
            if (document.isJoined()) {
                link.send(Buffer.buffer(HocuspocusCodec.encode(
                        document.address(), new HocuspocusMessage.Awareness(new AwarenessUpdate(List.of())))));
                return;
            }
        }
    }
}
