package dev.tandem.hub;

import dev.tandem.crdt.TextDocument;
import dev.tandem.protocol.AwarenessUpdate;
import dev.tandem.protocol.MalformedMessageException;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.SyncMessage;
import dev.tandem.protocol.Update;
import dev.tandem.protocol.WireLimits;
import dev.tandem.protocol.YMessage;
import dev.tandem.protocol.YWebsocketCodec;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An editor that speaks the y-websocket dialect, with a real document on a thread of its own. */
final class YjsPeer implements AutoCloseable {

    private final YWebsocketCodec codec = new YWebsocketCodec(WireLimits.defaults());
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final TextDocument document;
    private final TestSocket socket = new TestSocket(this::received);

    final List<YMessage> received = new CopyOnWriteArrayList<>();
    final List<Integer> frameSizes = new CopyOnWriteArrayList<>();
    final List<Update> sent = new CopyOnWriteArrayList<>();
    final CompletableFuture<Void> synced = new CompletableFuture<>();

    private YjsPeer() {
        this.document = on(() -> TextDocument.open(TextDocument.randomClientId()));
    }

    /** Not connected yet. */
    static YjsPeer offline() {
        return new YjsPeer();
    }

    /** Connects and sends its step 1. */
    static YjsPeer open(URI hub, String document) {
        return open(hub, document, null);
    }

    static YjsPeer open(URI hub, String document, String bearer) {
        YjsPeer peer = connect(hub, document, bearer);
        peer.sync();
        return peer;
    }

    /** Connects and says nothing but answers. */
    static YjsPeer connect(URI hub, String document, String bearer) {
        return offline().connectTo(hub, document, bearer);
    }

    YjsPeer connectTo(URI hub, String name, String bearer) {
        socket.connect(URI.create("ws://" + hub.getAuthority() + "/yjs/" + name), bearer);
        return this;
    }

    void sync() {
        StateVector have = on(document::stateVector);
        socket.send(YWebsocketCodec.encode(new SyncMessage.Step1(have)));
    }

    private void received(byte[] frame) {
        frameSizes.add(frame.length);
        try {
            for (YMessage message : codec.decode(frame)) {
                received.add(message);
                if (message instanceof YMessage.Sync sync) {
                    on(() -> {
                        take(sync.message());
                        return null;
                    });
                }
            }
        } catch (MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }

    private void take(SyncMessage message) throws MalformedMessageException {
        if (message instanceof SyncMessage.Step1 step1) {
            socket.send(YWebsocketCodec.encode(new SyncMessage.Step2(document.difference(step1.have()))));
        } else if (message instanceof SyncMessage.Step2 step2) {
            document.apply(step2.update());
            synced.complete(null);
        } else if (message instanceof SyncMessage.Change change) {
            document.apply(change.update());
        }
    }

    /** Types at an offset; returns the update that was sent. */
    Update type(int offset, String text) {
        return edit(offset, 0, text);
    }

    Update edit(int offset, int deleted, String inserted) {
        Update update = on(() -> document.splice(offset, deleted, inserted));
        sent.add(update);
        socket.send(YWebsocketCodec.encode(new SyncMessage.Change(update)));
        return update;
    }

    /** Types at the end, wherever that is now. */
    Update append(String text) {
        Update update = on(() -> document.splice(document.length(), 0, text));
        sent.add(update);
        socket.send(YWebsocketCodec.encode(new SyncMessage.Change(update)));
        return update;
    }

    /** Edits without telling anyone. */
    Update editSilently(int offset, int deleted, String inserted) {
        return on(() -> document.splice(offset, deleted, inserted));
    }

    void present(long client, long clock, String json) {
        socket.send(YWebsocketCodec.encode(AwarenessUpdate.of(new AwarenessUpdate.Entry(client, clock, json))));
    }

    String text() {
        return on(document::text);
    }

    /** Whether the hub echoed this update: it is durable. */
    boolean echoed(Update update) {
        return received.contains(new YMessage.Sync(new SyncMessage.Change(update)));
    }

    /** The newest state that was said about a client: its JSON, {@code "gone"}, or {@code "unknown"}. */
    String presence(long client) {
        String state = "unknown";
        for (YMessage message : received) {
            if (message instanceof YMessage.Awareness awareness) {
                for (AwarenessUpdate.Entry entry : awareness.update().entries()) {
                    if (entry.clientId() == client) {
                        state = entry.isGone() ? "gone" : entry.json();
                    }
                }
            }
        }
        return state;
    }

    /** Stops reading, as a program that hangs. */
    void hang() {
        socket.hang();
    }

    void goOn() {
        socket.goOn();
    }

    TestSocket socket() {
        return socket;
    }

    <T> T on(Callable<T> question) {
        try {
            return thread.submit(question).get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        socket.close();
        on(() -> {
            document.close();
            return null;
        });
        thread.shutdown();
    }
}
