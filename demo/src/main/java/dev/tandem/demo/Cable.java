package dev.tandem.demo;

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
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wire between an editor and its hub, as a TCP relay that can be pulled out: then its connections break and new ones
 * are refused, until it is plugged in again at the same address. Any thread may use it.
 */
final class Cable implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Cable.class);

    private final InetSocketAddress hub;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytes = new AtomicLong();
    private ServerSocket socket;

    private Cable(InetSocketAddress hub) throws IOException {
        this.hub = hub;
        this.socket = listen(0);
    }

    static Cable to(URI hub) throws IOException {
        return new Cable(new InetSocketAddress(InetAddress.getByName(hub.getHost()), hub.getPort()));
    }

    /** Where the hub is for the one at this end. */
    synchronized URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** How many bytes went through, both ways together. */
    long bytes() {
        return bytes.get();
    }

    /** Breaks what runs over it and refuses what is new. */
    synchronized void pull() throws IOException {
        socket.close();
        for (Socket end : ends) {
            end.close();
        }
    }

    /** The same address works again. */
    synchronized void plug() throws IOException {
        if (socket.isClosed()) {
            socket = listen(socket.getLocalPort());
        }
    }

    @Override
    public void close() throws IOException {
        pull();
    }

    private ServerSocket listen(int port) throws IOException {
        ServerSocket listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        start("cable-" + listening.getLocalPort(), () -> {
            while (!listening.isClosed()) {
                join(listening.accept());
            }
        });
        return listening;
    }

    private void join(Socket editor) throws IOException {
        ends.add(editor);
        Socket server = new Socket();
        try {
            server.connect(hub, 5_000);
        } catch (IOException e) {
            log.debug("The hub does not answer, so the editor's connection is refused too", e);
            hangUp(editor, server);
            return;
        }
        ends.add(server);
        editor.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        start("cable-up", () -> carry(editor, server));
        start("cable-down", () -> carry(server, editor));
    }

    private void carry(Socket from, Socket to) throws IOException {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[16_384];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                bytes.addAndGet(read);
            }
        } finally {
            hangUp(from, to);
        }
    }

    private void hangUp(Socket one, Socket other) throws IOException {
        ends.remove(one);
        ends.remove(other);
        one.close();
        other.close();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // How a connection ends when it is pulled, or when one side has gone.
                        log.trace("{} ended", name, e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
