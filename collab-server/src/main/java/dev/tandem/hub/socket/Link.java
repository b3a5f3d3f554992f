package dev.tandem.hub.socket;

import io.netty.channel.ChannelFuture;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket: frames in, frames out, and signs of life. Frames arrive on the socket's own context; everything else may
 * be called from any thread.
 */
final class Link {

    private static final Logger log = LoggerFactory.getLogger(Link.class);

    /** How long a client may take to close its side. */
    private static final long CLOSE_MILLIS = 10_000;

    private final ServerWebSocket socket;
    private final Vertx vertx;
    private final Context context;
    private final SocketSettings settings;
    private final SocketMeters meters;
    private final AtomicInteger pauses = new AtomicInteger();
    private volatile long lastSent = System.nanoTime();
    private volatile long lastHeard = System.nanoTime();
    private volatile boolean closed;
    private boolean choked;

    /**
     * Starts paused: {@link #resume} begins the reading.
     *
     * @param onDrained the socket takes more again
     * @param onQuiet it is time to send the client some data
     * @param onClosed nothing comes or goes any more
     */
    Link(
            Vertx vertx,
            ServerWebSocket socket,
            SocketSettings settings,
            SocketMeters meters,
            Consumer<byte[]> onFrame,
            Runnable onDrained,
            Runnable onQuiet,
            Runnable onClosed) {
        this.vertx = vertx;
        this.socket = socket;
        this.context = vertx.getOrCreateContext();
        this.settings = settings;
        this.meters = meters;
        pause();
        meters.connections.incrementAndGet();
        socket.setWriteQueueMaxSize(settings.writeQueueBytes());
        socket.binaryMessageHandler(buffer -> received(buffer, onFrame));
        socket.textMessageHandler(text -> close(CloseCode.MALFORMED, "frames are binary"));
        socket.pongHandler(buffer -> lastHeard = System.nanoTime());
        socket.exceptionHandler(this::failed);
        socket.drainHandler(nothing -> {
            if (choked) {
                choked = false;
                resume();
            }
            onDrained.run();
        });
        long timer = vertx.setPeriodic(Math.max(1, settings.keepAlive().toMillis() / 3), id -> keepAlive(onQuiet));
        socket.closeHandler(nothing -> {
            closed = true;
            vertx.cancelTimer(timer);
            meters.connections.decrementAndGet();
            onClosed.run();
        });
    }

    private void received(Buffer buffer, Consumer<byte[]> onFrame) {
        if (closed) {
            return;
        }
        lastHeard = System.nanoTime();
        meters.framesIn.increment();
        meters.bytesIn.increment(buffer.length());
        if (!choked && congested()) {
            // Each frame is answered; who does not read the answers is not read from.
            choked = true;
            pause();
        }
        onFrame.accept(buffer.getBytes());
    }

    /** Sends a frame; does nothing once the socket is closed. */
    void send(Buffer frame) {
        if (closed) {
            return;
        }
        lastSent = System.nanoTime();
        meters.framesOut.increment();
        meters.bytesOut.increment(frame.length());
        socket.writeBinaryMessage(frame).onFailure(e -> log.debug("a frame was not sent: {}", e.toString()));
    }

    /** Whether frames pile up in the socket. */
    boolean congested() {
        try {
            return !closed && socket.writeQueueFull();
        } catch (IllegalStateException e) {
            // Closed between the two questions; nothing piles up in a closed socket.
            return false;
        }
    }

    /** Closes the socket after what was sent. */
    void close(CloseCode code, String reason) {
        if (closed) {
            return;
        }
        closed = true;
        socket.close(code.number(), reason).onFailure(e -> log.debug("a socket did not close well: {}", e.toString()));
        // The close frame waits behind what a client does not read, perhaps for ever.
        vertx.setTimer(CLOSE_MILLIS, id -> cutOff());
    }

    private void cutOff() {
        ChannelFuture closing =
                ((WebSocketInternal) socket).channelHandlerContext().channel().close();
        if (!closing.isDone()) {
            log.debug("a client did not close its side and is cut off");
        }
    }

    /** Whether it is closed or closing. */
    boolean isClosed() {
        return closed;
    }

    /** Stops reading until there was a {@link #resume} for each pause. */
    void pause() {
        if (pauses.getAndIncrement() == 0) {
            socket.pause();
        }
    }

    /** Reads on, if nobody else wants a pause. */
    void resume() {
        if (pauses.decrementAndGet() == 0) {
            socket.resume();
        }
    }

    /** Runs an action on the socket's context. */
    void execute(Runnable action) {
        context.runOnContext(nothing -> action.run());
    }

    /** Runs an action on the socket's context after some time; returns what {@link #cancel} takes. */
    long later(long millis, Runnable action) {
        return vertx.setTimer(Math.max(1, millis), id -> execute(action));
    }

    /** Cancels what {@link #later} planned. */
    void cancel(long timer) {
        vertx.cancelTimer(timer);
    }

    private void failed(Throwable failure) {
        String reason = String.valueOf(failure.getMessage());
        if (reason.contains("overflow max message size") || reason.contains("Max frame length")) {
            close(CloseCode.TOO_LARGE, "a message is larger than the hub takes");
        } else {
            log.debug("a socket failed: {}", failure.toString());
        }
    }

    private void keepAlive(Runnable onQuiet) {
        if (closed) {
            return;
        }
        long now = System.nanoTime();
        boolean listening = pauses.get() == 0 || choked;
        if (listening && now - lastHeard > settings.silence().toNanos()) {
            close(CloseCode.GOING_AWAY, "no sign of life");
            return;
        }
        if (now - lastSent >= settings.keepAlive().toNanos() * 2 / 3) {
            onQuiet.run();
        }
        socket.writePing(Buffer.buffer());
    }
}
