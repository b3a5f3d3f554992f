package dev.tandem.editor.sync;

import dev.tandem.protocol.WireLimits;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket with whole frames in and out. Frames are sent one after the other as the JDK asks for, and the next one
 * is read only when the lane has taken the last, so that a fast hub cannot fill our memory.
 *
 * <p>Confined to the lane's thread, on which all events are told.
 */
final class HubSocket {

    /** What happens to the socket. After {@code closed} nothing is told any more. */
    interface Events {
        void frame(byte[] frame);

        void sign();

        void closed(int code, String reason);
    }

    /** Told instead of a close code of the hub's when the connection just broke. */
    static final int BROKEN = 1006;

    /** More than the codec takes would only fill the memory. */
    private static final int MAX_FRAME_BYTES = WireLimits.defaults().frameBytes();

    /** Small enough for a ping to pass between two fragments of a large frame on a slow line. */
    private static final int FRAGMENT_BYTES = 32 << 10;

    private final Executor lane;
    private final Events events;
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private @Nullable WebSocket socket;
    private long queuedBytes;
    private int sentOfNext;
    private boolean sending;
    private boolean pinging;
    private boolean ended;

    private HubSocket(Executor lane, Events events) {
        this.lane = lane;
        this.events = events;
    }

    /** Opens a socket; the future completes on the lane's thread. */
    static CompletableFuture<HubSocket> open(
            HttpClient client, URI address, Duration timeout, Executor lane, Events events) {
        HubSocket opening = new HubSocket(lane, events);
        return client.newWebSocketBuilder()
                .connectTimeout(timeout)
                .buildAsync(address, opening.new Listener())
                .thenApplyAsync(
                        opened -> {
                            opening.socket = opened;
                            opening.sendNext();
                            return opening;
                        },
                        lane);
    }

    /** Queues a frame. */
    void send(byte[] frame) {
        if (!ended) {
            queue.add(frame);
            queuedBytes += frame.length;
            sendNext();
        }
    }

    /** How many bytes have not left yet. */
    long queuedBytes() {
        return queuedBytes;
    }

    void ping() {
        WebSocket opened = socket;
        // A ping that has not left yet says all there is to say: the silence will be noticed.
        if (!ended && opened != null && !pinging) {
            pinging = true;
            onFailure(opened.sendPing(ByteBuffer.allocate(0)).thenAcceptAsync(sent -> pinging = false, lane));
        }
    }

    /** Leaves in order if the hub still listens; tells no more events. */
    void close() {
        WebSocket opened = socket;
        if (!ended && opened != null) {
            ended = true;
            // Whatever becomes of the goodbye, the connection ends: abort is what makes sure.
            CompletableFuture<WebSocket> unused =
                    opened.sendClose(WebSocket.NORMAL_CLOSURE, "").whenComplete((done, failed) -> opened.abort());
        }
        ended = true;
    }

    /** Gives the connection up without a word; tells no more events. */
    void abort() {
        ended = true;
        WebSocket opened = socket;
        if (opened != null) {
            opened.abort();
        }
    }

    /** Sends the next fragment; each one that leaves is a sign that the line moves, however slowly. */
    private void sendNext() {
        WebSocket opened = socket;
        byte[] next = queue.peek();
        if (sending || ended || opened == null || next == null) {
            return;
        }
        sending = true;
        int length = Math.min(FRAGMENT_BYTES, next.length - sentOfNext);
        boolean last = sentOfNext + length == next.length;
        onFailure(opened.sendBinary(ByteBuffer.wrap(next, sentOfNext, length), last)
                .thenAcceptAsync(
                        sent -> {
                            sending = false;
                            queuedBytes -= length;
                            sentOfNext += length;
                            if (last) {
                                queue.remove();
                                sentOfNext = 0;
                            }
                            if (!ended) {
                                events.sign();
                                sendNext();
                            }
                        },
                        lane));
    }

    private void onFailure(CompletableFuture<?> sent) {
        CompletableFuture<?> unused = sent.whenCompleteAsync(
                (done, failed) -> {
                    if (failed != null) {
                        end(BROKEN, "the connection broke");
                    }
                },
                lane);
    }

    private void end(int code, String reason) {
        if (!ended) {
            abort();
            events.closed(code, reason);
        }
    }

    /** Called by the JDK's threads, one call at a time. */
    private final class Listener implements WebSocket.Listener {

        private final ByteArrayOutputStream partial = new ByteArrayOutputStream();

        @Override
        public void onOpen(WebSocket opened) {
            opened.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            if (partial.size() + (long) data.remaining() > MAX_FRAME_BYTES) {
                lane.execute(() -> end(1009, "the hub sent a message that is too large"));
                return null;
            }
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            partial.writeBytes(bytes);
            if (last) {
                byte[] frame = partial.toByteArray();
                partial.reset();
                lane.execute(() -> {
                    if (!ended) {
                        events.frame(frame);
                        from.request(1);
                    }
                });
            } else {
                // A large frame over a slow line is a sign of life long before it is whole.
                sign();
                from.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
            sign();
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
            sign();
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            lane.execute(() -> end(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            lane.execute(() -> end(BROKEN, "the connection broke"));
        }

        private void sign() {
            lane.execute(() -> {
                if (!ended) {
                    events.sign();
                }
            });
        }
    }
}
