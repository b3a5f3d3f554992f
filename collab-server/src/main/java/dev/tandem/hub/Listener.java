package dev.tandem.hub;

import dev.tandem.hub.socket.Sockets;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.BindException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Listens on one port with all event loops; connections are spread over them. */
final class Listener {

    /** Vert.x shares one free port between all servers that ask for the same negative number. */
    private static final int ANY_FREE_PORT = -1;

    private final Vertx vertx;
    private final HubConfig config;
    private final int eventLoops;

    Listener(Vertx vertx, HubConfig config, int eventLoops) {
        this.vertx = vertx;
        this.config = config;
        this.eventLoops = eventLoops;
    }

    /**
     * Begins to listen.
     *
     * @param routers makes a router for each event loop
     * @return the port
     * @throws HubStartException if the port is taken or the address is not one of this machine's
     */
    int listen(Supplier<Router> routers, Sockets sockets) throws HubStartException {
        AtomicInteger port = new AtomicInteger();
        Supplier<Deployable> loops = () -> new VerticleBase() {
            @Override
            public Future<?> start() {
                HttpServer server = vertx.createHttpServer(options())
                        .requestHandler(routers.get())
                        .webSocketHandshakeHandler(sockets::handshake)
                        .webSocketHandler(sockets::open);
                return server.listen(config.port() == 0 ? ANY_FREE_PORT : config.port(), config.host())
                        .onSuccess(listening -> port.set(listening.actualPort()));
            }
        };
        try {
            vertx.deployVerticle(loops, new DeploymentOptions().setInstances(eventLoops))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof BindException) {
                throw new HubStartException(
                        "Port " + config.port() + " on " + config.host()
                                + " cannot be used (" + cause.getMessage() + "); is another hub running?"
                                + " Choose another with --port.",
                        cause);
            }
            throw new HubStartException(
                    "The hub cannot listen on " + config.host() + ":" + config.port() + ": " + cause.getMessage(),
                    cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HubStartException("Starting was interrupted.", e);
        }
        return port.get();
    }

    private HttpServerOptions options() {
        int frameBytes = config.sockets().wire().frameBytes();
        return new HttpServerOptions()
                // Small messages gain nothing from compression, and one encoded frame goes to many sockets.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(frameBytes)
                .setMaxWebSocketMessageSize(frameBytes)
                // A token of 16 KiB in a query, or an odd document name of 10 KiB.
                .setMaxInitialLineLength(32 << 10)
                .setMaxHeaderSize(32 << 10)
                .setTcpNoDelay(true);
    }
}
