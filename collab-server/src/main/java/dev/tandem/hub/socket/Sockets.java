package dev.tandem.hub.socket;

import dev.tandem.hub.access.Access;
import dev.tandem.hub.auth.TokenVerifier;
import dev.tandem.hub.room.Rooms;
import dev.tandem.model.DocumentId;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.net.HostAndPort;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Takes WebSocket upgrades on {@code /sync} and {@code /yjs/...}. For any thread. */
public final class Sockets {

    private static final String SYNC_PATH = "/sync";
    private static final int TOO_MANY = 503;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final SocketWorld world;
    /** Whether a request for this host, from a page of this origin, is let in. */
    private final BiPredicate<@Nullable String, @Nullable String> letIn;

    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /**
     * Takes nothing yet.
     *
     * @param letIn whether a request with these {@code Host} and {@code Origin} headers, either of which may be missing, is
     *     let in
     */
    public Sockets(
            Vertx vertx,
            TokenVerifier verifier,
            Access access,
            Rooms rooms,
            SocketSettings settings,
            MeterRegistry meters,
            BiPredicate<@Nullable String, @Nullable String> letIn) {
        this.world = new SocketWorld(vertx, verifier, access, rooms, settings, new SocketMeters(meters));
        this.letIn = letIn;
    }

    /** Accepts or rejects an upgrade. On the connection's context. */
    public void handshake(ServerWebSocketHandshake handshake) {
        String path = handshake.path();
        HostAndPort authority = handshake.authority();
        if (!path.equals(SYNC_PATH) && !path.startsWith(DocumentPath.PREFIX)) {
            handshake.reject(NOT_FOUND);
        } else if (!letIn.test(
                authority == null ? null : authority.host(), handshake.headers().get("Origin"))) {
            handshake.reject(FORBIDDEN);
        } else if (stopping || links.size() >= world.settings().connections()) {
            handshake.reject(TOO_MANY);
        } else {
            handshake.accept();
        }
    }

    /** Serves an accepted socket. On its context. */
    public void open(ServerWebSocket socket) {
        if (socket.path().equals(SYNC_PATH)) {
            Link[] self = new Link[1];
            self[0] = new SyncSocket(world, socket, () -> links.remove(self[0])).link();
            links.add(self[0]);
            return;
        }
        Optional<DocumentId> id = DocumentPath.parse(socket.path());
        if (id.isEmpty()) {
            socket.close(CloseCode.NOT_FOUND.number(), "no such document");
            return;
        }
        Link[] self = new Link[1];
        YjsSocket yjs = new YjsSocket(world, socket, id.get(), () -> links.remove(self[0]));
        self[0] = yjs.link();
        links.add(self[0]);
        yjs.open(token(socket));
    }

    /** The token of the query, or else of the header; empty if there is none. */
    private static String token(ServerWebSocket socket) {
        String query = socket.query();
        if (query != null) {
            for (String part : query.split("&")) {
                if (part.startsWith("token=")) {
                    try {
                        return URLDecoder.decode(part.substring("token=".length()), StandardCharsets.UTF_8);
                    } catch (IllegalArgumentException e) {
                        // Not even encoded well: no token.
                        return "";
                    }
                }
            }
        }
        MultiMap headers = socket.headers();
        String header = headers == null ? null : headers.get("Authorization");
        return header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? header.substring(7).strip()
                : "";
    }

    /** Takes no more sockets and reads nothing more from those there are. */
    public void quiesce() {
        stopping = true;
        links.forEach(Link::pause);
    }

    /** Closes all sockets with 1012: the hub restarts. */
    public void close() {
        links.forEach(link -> link.close(CloseCode.RESTART, "the hub is stopping"));
    }

    /** How many sockets are open. */
    public int count() {
        return links.size();
    }
}
