package dev.tandem.benchmarks.hub;

import dev.tandem.crdt.TextDocument;
import dev.tandem.protocol.MalformedMessageException;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.SyncMessage;
import dev.tandem.protocol.Update;
import dev.tandem.protocol.UpdateFacts.ClockRange;
import dev.tandem.protocol.UpdateInspector;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One client that types into a document, a letter an update, and notes when its updates are acknowledged and when those of
 * the others arrive. Its updates are made beforehand, so that making them costs the server nothing.
 *
 * <p>Frames come on a thread of the WebSocket client, one at a time; everything is guarded by this.
 */
final class Typist implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long FIRST_CLIENT = 1_000;

    private final List<Typist> all;
    private final int number;
    private final String document;
    private final Dialect dialect;
    private final List<byte[]> updates;
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private final long[] sentAt;
    private final int[] seen;
    private final List<Long> acknowledgements = new ArrayList<>();
    private final List<Long> arrivals = new ArrayList<>();
    private CompletableFuture<WebSocket> sending = new CompletableFuture<>();
    private int sent;
    private int acknowledged;
    private int arrived;
    /** Answers to what was not typed: the reply to the server's step 1. */
    private int answersToSkip;

    private int window;
    private boolean synced;
    private @Nullable Throwable failure;

    /**
     * Not connected yet.
     *
     * @param all everyone, by number; this one is added by the caller
     * @param letters how many updates it has
     */
    Typist(List<Typist> all, int number, int of, String document, Dialect dialect, int letters) {
        this.all = all;
        this.number = number;
        this.document = document;
        this.dialect = dialect;
        this.sentAt = new long[letters];
        this.seen = new int[of];
        this.updates = new ArrayList<>(letters);
        try (TextDocument text = TextDocument.open(FIRST_CLIENT + number)) {
            for (int i = 0; i < letters; i++) {
                Update update = text.splice(i, 0, String.valueOf((char) ('a' + i % 26)));
                updates.add(dialect.encode(document, new SyncMessage.Change(update)));
            }
        }
    }

    void connect(String base) {
        HTTP.newWebSocketBuilder()
                .buildAsync(URI.create(dialect.path(base, document)), this)
                .join();
    }

    @Override
    public void onOpen(WebSocket socket) {
        synchronized (this) {
            sending.complete(socket);
            dialect.greeting(document).forEach(this::say);
            say(dialect.encode(document, new SyncMessage.Step1(StateVector.empty())));
        }
        socket.request(1);
    }

    private void say(byte[] bytes) {
        sending = sending.thenCompose(socket -> socket.sendBinary(ByteBuffer.wrap(bytes), true));
    }

    /** Types the next letter, unless all were typed. */
    synchronized void type() {
        if (sent < updates.size()) {
            sentAt[sent] = System.nanoTime();
            say(updates.get(sent++));
        }
    }

    /** From now on keeps so many letters unacknowledged; 0 for none. */
    synchronized void keepTyping(int unacknowledged) {
        window = unacknowledged;
        while (sent - acknowledged < window && sent < updates.size()) {
            type();
        }
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        synchronized (this) {
            frame.writeBytes(part);
            if (last) {
                byte[] whole = frame.toByteArray();
                frame.reset();
                try {
                    dialect.decode(whole, this::heard, this::answered);
                } catch (MalformedMessageException | RuntimeException e) {
                    failure = e;
                }
            }
        }
        socket.request(1);
        return CompletableFuture.completedFuture(null);
    }

    private synchronized void answered() {
        if (answersToSkip > 0) {
            answersToSkip--;
        } else {
            acknowledgedThrough(acknowledged + 1);
        }
    }

    private void acknowledgedThrough(int count) {
        long now = System.nanoTime();
        for (; acknowledged < count; acknowledged++) {
            acknowledgements.add(now - sentAt[acknowledged]);
        }
        keepTyping(window);
    }

    private synchronized void heard(SyncMessage message) {
        if (message instanceof SyncMessage.Step1) {
            if (dialect == Dialect.HOCUSPOCUS) {
                answersToSkip++;
            }
            say(dialect.encode(document, new SyncMessage.Step2(Update.empty())));
            return;
        }
        Update update =
                message instanceof SyncMessage.Step2 step2 ? step2.update() : ((SyncMessage.Change) message).update();
        synced |= message instanceof SyncMessage.Step2;
        try {
            for (ClockRange range : UpdateInspector.inspect(update.bytes()).structs()) {
                arrived((int) (range.clientId() - FIRST_CLIENT), range.to());
            }
        } catch (MalformedMessageException e) {
            failure = e;
        }
    }

    private void arrived(int from, int through) {
        if (from == number) {
            if (dialect == Dialect.Y_WEBSOCKET && through > acknowledged) {
                acknowledgedThrough(through);
            }
            return;
        }
        long now = System.nanoTime();
        Typist other = all.get(from);
        for (; seen[from] < through; seen[from]++) {
            arrivals.add(now - other.sentAt[seen[from]]);
            arrived++;
        }
    }

    synchronized boolean isReady() {
        return synced && answersToSkip == 0;
    }

    synchronized int sent() {
        return sent;
    }

    synchronized int acknowledged() {
        return acknowledged;
    }

    synchronized int arrived() {
        return arrived;
    }

    /** The times from typing to acknowledgement since the last call, in nanoseconds. */
    synchronized List<Long> takeAcknowledgements() {
        List<Long> taken = List.copyOf(acknowledgements);
        acknowledgements.clear();
        return taken;
    }

    /** The times from another's typing to the arrival here since the last call, in nanoseconds. */
    synchronized List<Long> takeArrivals() {
        List<Long> taken = List.copyOf(arrivals);
        arrivals.clear();
        return taken;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        synchronized (this) {
            failure = error;
        }
    }

    /** What went wrong, if anything did. */
    synchronized void check() {
        if (failure != null) {
            throw new IllegalStateException("client " + number + " on " + document, failure);
        }
    }

    @Override
    public void close() {
        sending.thenAccept(WebSocket::abort).join();
    }

    /** For messages. */
    @Override
    public String toString() {
        return "client " + number + " sent " + sent() + ", seen " + Arrays.toString(seen);
    }
}
