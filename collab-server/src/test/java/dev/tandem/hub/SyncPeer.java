package dev.tandem.hub;

import dev.tandem.crdt.TextDocument;
import dev.tandem.protocol.AwarenessUpdate;
import dev.tandem.protocol.DocumentAddress;
import dev.tandem.protocol.HocuspocusCodec;
import dev.tandem.protocol.HocuspocusFrame;
import dev.tandem.protocol.HocuspocusMessage;
import dev.tandem.protocol.MalformedMessageException;
import dev.tandem.protocol.SyncMessage;
import dev.tandem.protocol.Update;
import dev.tandem.protocol.WireLimits;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An editor that speaks the Hocuspocus dialect about one document, as the only one on its socket. */
final class SyncPeer implements AutoCloseable {

    private final HocuspocusCodec codec = HocuspocusCodec.readingServer(WireLimits.defaults());
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final TestSocket socket = new TestSocket(this::received);
    private final TextDocument document;
    private final DocumentAddress address;

    final List<HocuspocusFrame> frames = new CopyOnWriteArrayList<>();
    final List<HocuspocusMessage> received = new CopyOnWriteArrayList<>();

    private SyncPeer(URI hub, DocumentAddress address) {
        this.address = address;
        this.document = on(() -> TextDocument.open(TextDocument.randomClientId()));
        socket.connect(URI.create("ws://" + hub.getAuthority() + "/sync"), null);
    }

    /** Connects, authenticates and sends its step 1 without waiting for an answer, as providers do. */
    static SyncPeer open(URI hub, String document, String token) {
        SyncPeer peer = connect(hub, document);
        peer.authenticate(token, null);
        peer.sync();
        return peer;
    }

    /** Connects and says nothing. */
    static SyncPeer connect(URI hub, String document) {
        return new SyncPeer(hub, DocumentAddress.of(document));
    }

    static SyncPeer connect(URI hub, DocumentAddress address) {
        return new SyncPeer(hub, address);
    }

    void authenticate(String token, String version) {
        say(new HocuspocusMessage.AuthToken(token, version));
    }

    void sync() {
        say(new HocuspocusMessage.Sync(new SyncMessage.Step1(on(document::stateVector))));
    }

    void say(HocuspocusMessage message) {
        socket.send(HocuspocusCodec.encode(address, message));
    }

    private void received(byte[] frame) {
        try {
            HocuspocusFrame decoded = codec.decode(frame);
            frames.add(decoded);
            if (decoded instanceof HocuspocusFrame.Addressed addressed) {
                if (addressed.message() instanceof HocuspocusMessage.Sync sync) {
                    on(() -> {
                        take(sync.message());
                        return null;
                    });
                }
                received.add(addressed.message());
            }
        } catch (MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }

    private void take(SyncMessage message) throws MalformedMessageException {
        if (message instanceof SyncMessage.Step1 step1) {
            say(new HocuspocusMessage.Sync(new SyncMessage.Step2(document.difference(step1.have()))));
        } else if (message instanceof SyncMessage.Step2 step2) {
            document.apply(step2.update());
        } else if (message instanceof SyncMessage.Change change) {
            document.apply(change.update());
        }
    }

    /** Types at the end. */
    Update append(String text) {
        Update update = on(() -> document.splice(document.length(), 0, text));
        change(update);
        return update;
    }

    void change(Update update) {
        say(new HocuspocusMessage.Sync(new SyncMessage.Change(update)));
    }

    void present(long client, long clock, String json) {
        say(new HocuspocusMessage.Awareness(AwarenessUpdate.of(new AwarenessUpdate.Entry(client, clock, json))));
    }

    String text() {
        return on(document::text);
    }

    boolean isSynced() {
        return received.stream()
                .anyMatch(message ->
                        message instanceof HocuspocusMessage.Sync sync && sync.message() instanceof SyncMessage.Step2);
    }

    long accepted() {
        return received.stream()
                .filter(new HocuspocusMessage.SyncStatus(true)::equals)
                .count();
    }

    long refused() {
        return received.stream()
                .filter(new HocuspocusMessage.SyncStatus(false)::equals)
                .count();
    }

    /** Whether the hub said this. */
    boolean heard(HocuspocusMessage message) {
        return received.contains(message);
    }

    boolean wasDenied() {
        return received.stream().anyMatch(HocuspocusMessage.PermissionDenied.class::isInstance);
    }

    boolean wasClosed() {
        return received.stream().anyMatch(HocuspocusMessage.Close.class::isInstance);
    }

    TestSocket socket() {
        return socket;
    }

    private <T> T on(Callable<T> question) {
        try {
            return thread.submit(question).get();
        } catch (InterruptedException | ExecutionException e) {
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
