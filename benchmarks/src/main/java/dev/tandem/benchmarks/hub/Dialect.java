package dev.tandem.benchmarks.hub;

import dev.tandem.protocol.DocumentAddress;
import dev.tandem.protocol.HocuspocusCodec;
import dev.tandem.protocol.HocuspocusFrame;
import dev.tandem.protocol.HocuspocusMessage;
import dev.tandem.protocol.MalformedMessageException;
import dev.tandem.protocol.SyncMessage;
import dev.tandem.protocol.WireLimits;
import dev.tandem.protocol.YMessage;
import dev.tandem.protocol.YWebsocketCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How a client speaks to a server. Immutable, for any thread. */
enum Dialect {
    /** Each update is answered with a status. */
    HOCUSPOCUS {
        @Override
        String path(String base, String document) {
            return base;
        }

        @Override
        List<byte[]> greeting(String document) {
            return List.of(HocuspocusCodec.encode(
                    DocumentAddress.of(document), new HocuspocusMessage.AuthToken("anyone", null)));
        }

        @Override
        byte[] encode(String document, SyncMessage message) {
            return HocuspocusCodec.encode(DocumentAddress.of(document), message);
        }

        @Override
        void decode(byte[] frame, Consumer<SyncMessage> said, Runnable answered) throws MalformedMessageException {
            if (Codecs.HOCUSPOCUS.decode(frame) instanceof HocuspocusFrame.Addressed addressed) {
                if (addressed.message() instanceof HocuspocusMessage.Sync sync) {
                    said.accept(sync.message());
                } else if (addressed.message() instanceof HocuspocusMessage.SyncStatus) {
                    answered.run();
                }
            }
        }
    },
    /** Each update is echoed. */
    Y_WEBSOCKET {
        @Override
        String path(String base, String document) {
            return base + "/" + document;
        }

        @Override
        List<byte[]> greeting(String document) {
            return new ArrayList<>();
        }

        @Override
        byte[] encode(String document, SyncMessage message) {
            return YWebsocketCodec.encode(message);
        }

        @Override
        void decode(byte[] frame, Consumer<SyncMessage> said, Runnable answered) throws MalformedMessageException {
            for (YMessage message : Codecs.Y_WEBSOCKET.decode(frame)) {
                if (message instanceof YMessage.Sync sync) {
                    said.accept(sync.message());
                }
            }
        }
    };

    /** Apart, since the constants of an enum are made before its other statics. */
    private static final class Codecs {
        static final HocuspocusCodec HOCUSPOCUS = HocuspocusCodec.readingServer(WireLimits.defaults());
        static final YWebsocketCodec Y_WEBSOCKET = new YWebsocketCodec(WireLimits.defaults());

        private Codecs() {}
    }

    abstract String path(String base, String document);

    /** What a client says before anything else. */
    abstract List<byte[]> greeting(String document);

    abstract byte[] encode(String document, SyncMessage message);

    /** Hands on what a server said about the document, and each answer to an update. */
    abstract void decode(byte[] frame, Consumer<SyncMessage> said, Runnable answered) throws MalformedMessageException;
}
