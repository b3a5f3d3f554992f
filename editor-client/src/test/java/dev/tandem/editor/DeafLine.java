package dev.tandem.editor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A wire to a hub that can go deaf: what runs over it stays connected at both ends, and not one byte arrives any more, as
 * behind a router that forgot about it. Connections made later work.
 */
final class DeafLine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeafLine.class);

    private final InetSocketAddress hub;
    private final ServerSocket listening;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final AtomicInteger generation = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();

    DeafLine(URI hub) throws IOException {
        this.hub = new InetSocketAddress(InetAddress.getByName(hub.getHost()), hub.getPort());
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start("deaf-line", () -> {
            while (!listening.isClosed()) {
                join(listening.accept());
            }
        });
    }

    /** Where the hub is for the one at this end. */
    URI address() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** From now on nothing more arrives over what is connected. */
    void goDeaf() {
        generation.incrementAndGet();
    }

    /** How many connections were made since it was built. */
    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket end : ends) {
            end.close();
        }
    }

    private void join(Socket editor) throws IOException {
        Socket server = new Socket();
        server.connect(hub, 5_000);
        ends.add(editor);
        ends.add(server);
        editor.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        connections.incrementAndGet();
        int made = generation.get();
        start("deaf-line-up", () -> carry(editor, server, made));
        start("deaf-line-down", () -> carry(server, editor, made));
    }

    /** Goes on reading when it is deaf, so that neither end sees its buffers fill. */
    private void carry(Socket from, Socket to, int made) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[16_384];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (made == generation.get()) {
                out.write(buffer, 0, read);
            }
        }
        if (made == generation.get()) {
            to.close();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException ended) {
                        LOG.debug("{} ended", name, ended);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
