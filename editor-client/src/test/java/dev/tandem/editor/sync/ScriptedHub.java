package dev.tandem.editor.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.model.DocumentId;
import dev.tandem.protocol.DocumentAddress;
import dev.tandem.protocol.HocuspocusCodec;
import dev.tandem.protocol.HocuspocusFrame;
import dev.tandem.protocol.HocuspocusMessage;
import dev.tandem.protocol.MalformedMessageException;
import dev.tandem.protocol.WireLimits;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The other end of a lane over a real WebSocket, which says what the test tells it to and nothing else. */
final class ScriptedHub implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final HocuspocusCodec codec = HocuspocusCodec.readingClients(WireLimits.defaults());
    private final BlockingQueue<ServerWebSocket> opened = new LinkedBlockingQueue<>();
    private final BlockingQueue<HocuspocusFrame> heard = new LinkedBlockingQueue<>();

    ScriptedHub() throws Exception {
        server = vertx.createHttpServer()
                .webSocketHandler(socket -> {
                    socket.binaryMessageHandler(frame -> heard.add(decoded(frame.getBytes())));
                    opened.add(socket);
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private HocuspocusFrame decoded(byte[] frame) {
        try {
            return codec.decode(frame);
        } catch (MalformedMessageException malformed) {
            throw new AssertionError("the lane sent what no hub understands", malformed);
        }
    }

    URI address() {
        return URI.create("ws://127.0.0.1:" + server.actualPort() + "/sync");
    }

    /** Waits for the next socket that a lane opens. */
    Line line() throws InterruptedException {
        ServerWebSocket socket = opened.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(socket).as("a socket").isNotNull();
        return new Line(socket);
    }

    /** Whether any lane has opened a socket that no test took. */
    boolean wasCalled() {
        return !opened.isEmpty();
    }

    /** Waits for the next message of that kind; everything before it is dropped. */
    <M extends HocuspocusMessage> M hear(Class<M> kind) throws InterruptedException {
        return kind.cast(hearAddressed(kind).message());
    }

    /** The same, with the document it is about. */
    HocuspocusFrame.Addressed hearAddressed(Class<? extends HocuspocusMessage> kind) throws InterruptedException {
        while (true) {
            HocuspocusFrame next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("a message %s", kind.getSimpleName()).isNotNull();
            if (next instanceof HocuspocusFrame.Addressed addressed && kind.isInstance(addressed.message())) {
                return addressed;
            }
        }
    }

    /** How many messages of that kind came since the last one that was taken. */
    long unheard(Class<? extends HocuspocusMessage> kind) {
        return heard.stream()
                .filter(frame ->
                        frame instanceof HocuspocusFrame.Addressed addressed && kind.isInstance(addressed.message()))
                .count();
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** One socket. */
    record Line(ServerWebSocket socket) {

        void say(DocumentId document, HocuspocusMessage message) throws Exception {
            done(socket.writeBinaryMessage(
                    Buffer.buffer(HocuspocusCodec.encode(DocumentAddress.of(document.value()), message))));
        }

        void hangUp(int code) throws Exception {
            done(socket.close((short) code));
        }

        private static void done(io.vertx.core.Future<Void> future) throws Exception {
            future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
