package dev.tandem.hub;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A WebSocket of the JDK's client: whole binary messages in order, and what the server closed it with. */
final class TestSocket implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Consumer<byte[]> onMessage;
    private final CompletableFuture<WebSocket> opened = new CompletableFuture<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private volatile boolean hanging;
    private CompletableFuture<WebSocket> sending = opened;

    /** Not connected yet. */
    TestSocket(Consumer<byte[]> onMessage) {
        this.onMessage = onMessage;
    }

    /** Connects, with a token in the header unless it is null. */
    TestSocket connect(URI uri, String bearer) {
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        if (bearer != null) {
            builder.header("Authorization", "Bearer " + bearer);
        }
        builder.buildAsync(uri, this).join();
        return this;
    }

    synchronized void send(byte[] bytes) {
        sending = sending.thenCompose(socket -> socket.sendBinary(ByteBuffer.wrap(bytes), true));
    }

    synchronized void sendText(String text) {
        sending = sending.thenCompose(socket -> socket.sendText(text, true));
    }

    /** Reads nothing more after the next frame, as a program that hangs. */
    void hang() {
        hanging = true;
    }

    void goOn() {
        hanging = false;
        opened.join().request(1);
    }

    /** The code that the server closed with; 1006 if the connection broke. */
    CompletableFuture<Integer> closed() {
        return closed;
    }

    /** Breaks the connection without a word. */
    void abort() {
        opened.join().abort();
    }

    @Override
    public synchronized void close() {
        if (!closed.isDone()) {
            sending = sending.thenCompose(socket -> socket.sendClose(WebSocket.NORMAL_CLOSURE, ""));
        }
    }

    @Override
    public void onOpen(WebSocket webSocket) {
        opened.complete(webSocket);
        webSocket.request(1);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        while (data.hasRemaining()) {
            message.write(data.get());
        }
        if (last) {
            byte[] whole = message.toByteArray();
            message.reset();
            onMessage.accept(whole);
        }
        if (!hanging) {
            webSocket.request(1);
        }
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.complete(1006);
    }
}
