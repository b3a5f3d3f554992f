package dev.tandem.hub;

import dev.tandem.hub.access.Access;
import dev.tandem.hub.access.RoleListener;
import dev.tandem.hub.access.Sharing;
import dev.tandem.hub.auth.Authorities;
import dev.tandem.hub.auth.OidcVerifier;
import dev.tandem.hub.auth.TokenVerifier;
import dev.tandem.hub.catalog.Catalog;
import dev.tandem.hub.http.HubFacts;
import dev.tandem.hub.http.Routes;
import dev.tandem.hub.room.Materialiser;
import dev.tandem.hub.room.Rooms;
import dev.tandem.hub.socket.Sockets;
import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import dev.tandem.store.DurableLog;
import dev.tandem.store.DurableLogs;
import dev.tandem.store.H2Database;
import dev.tandem.store.PostgresDatabase;
import dev.tandem.store.StoreDatabase;
import dev.tandem.store.StoreException;
import dev.tandem.store.StoreOptions;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running hub. Started and closed from any thread that may block.
 */
public final class Hub implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Hub.class);

    /** How long stopping waits for the disk, so that everything received is acknowledged, and then for the workers. */
    private static final Duration SETTLE = Duration.ofSeconds(10);

    /** How long stopping waits for clients to close their side. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private static final int EVENT_LOOPS = Math.max(2, Runtime.getRuntime().availableProcessors());
    private static final int WORKERS = Math.max(4, Runtime.getRuntime().availableProcessors() * 2);

    /** What to undo, the newest first. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private final HubConfig config;
    private int port;
    private boolean closed;

    private Hub(HubConfig config) {
        this.config = config;
    }

    /**
     * Starts a hub and returns when it listens.
     *
     * @throws HubStartException with a clear sentence if it cannot
     */
    public static Hub start(HubConfig config) throws HubStartException {
        return start(config, UnaryOperator.identity());
    }

    /** The same with something around the log, for tests that hold or fail its futures. */
    static Hub start(HubConfig config, UnaryOperator<DurableLog> around) throws HubStartException {
        checkExposure(config);
        Hub hub = new Hub(config);
        try {
            hub.open(around);
            return hub;
        } catch (StoreException e) {
            hub.close();
            throw new HubStartException(String.valueOf(e.getMessage()), e);
        } catch (HubStartException | RuntimeException e) {
            hub.close();
            throw e;
        }
    }

    private static void checkExposure(HubConfig config) throws HubStartException {
        boolean loopback;
        try {
            loopback = Loopback.isLoopback(config.host());
        } catch (UnknownHostException e) {
            throw new HubStartException("There is no address called " + config.host() + " to listen on.", e);
        }
        if (config.issuer() == null && !loopback && !config.insecure()) {
            throw new HubStartException("A hub without login listens on loopback only, and " + config.host()
                    + " is not; use --auth oidc, or --insecure if you are sure.");
        }
    }

    private void open(UnaryOperator<DurableLog> around) throws StoreException, HubStartException {
        StoreDatabase database = added(database());
        Catalog catalog = Catalog.open(database);
        DurableLog durable = added(around.apply(DurableLogs.open(database, StoreOptions.defaults())));

        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS));
        parts.push(() -> await("the network", vertx.close(), FAREWELL));
        Workers workers = new Workers(vertx.createSharedWorkerExecutor("hub-worker", WORKERS));
        parts.push(() -> await("its workers", workers.close(), SETTLE));
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        parts.push(meters::close);

        TokenVerifier verifier = verifier(vertx);
        Materialiser materialiser = new Materialiser(durable);
        Rooms rooms = new Rooms(vertx, EVENT_LOOPS, workers, durable, materialiser, config.rooms(), meters);
        Readiness readiness = added(new Readiness(vertx, workers, durable, verifier, catalog));
        Access access = new Access(catalog, workers, readiness::storeFailure);
        Sharing sharing = new Sharing(catalog, access, durable, following(rooms));
        sharing.finishDeletions();
        BiPredicate<@Nullable String, @Nullable String> letIn =
                config.issuer() == null && !config.insecure() ? Loopback::isLocalRequest : (host, origin) -> true;
        Sockets sockets = new Sockets(vertx, verifier, access, rooms, config.sockets(), meters, letIn);
        URI issuer = config.issuer();
        HubFacts facts = new HubFacts(
                issuer == null ? null : issuer.toString(),
                config.audience(),
                HubConfig.CLIENT_ID,
                config.sockets().wire().frameBytes(),
                readiness::failure,
                letIn);

        Listener listener = new Listener(vertx, config, EVENT_LOOPS);
        port = listener.listen(
                () -> Routes.router(vertx, facts, verifier, sharing, materialiser, workers, meters), sockets);
        parts.push(() -> farewell(sockets, rooms));
    }

    private StoreDatabase database() throws StoreException {
        String url = config.database();
        return url == null ? H2Database.open(config.data()) : PostgresDatabase.open(url);
    }

    private <T extends AutoCloseable> T added(T part) {
        parts.push(part);
        return part;
    }

    private TokenVerifier verifier(Vertx vertx) throws HubStartException {
        URI issuer = config.issuer();
        if (issuer == null) {
            return TokenVerifier.open();
        }
        Path authorities = config.issuerAuthorities();
        try {
            return added(new OidcVerifier(
                    vertx, issuer, config.audience(), authorities == null ? null : Authorities.trusting(authorities)));
        } catch (IOException e) {
            throw new HubStartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static RoleListener following(Rooms rooms) {
        return new RoleListener() {
            @Override
            public void roleChanged(DocumentId id, String subject, Optional<Role> role) {
                rooms.roleChanged(id, subject, role);
            }

            @Override
            public Future<Void> deleted(DocumentId id) {
                return rooms.deleted(id);
            }
        };
    }

    /** Reads no more, acknowledges what was received once it is durable, and tells everyone to come back later. */
    private static void farewell(Sockets sockets, Rooms rooms) {
        sockets.quiesce();
        await("its rooms", rooms.stop(), SETTLE);
        sockets.close();
        long until = System.nanoTime() + FAREWELL.toNanos();
        while (sockets.count() > 0 && System.nanoTime() < until) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Waits for a part that stops, not any longer than it may take, and says so if it did not. */
    static void await(String what, Future<Void> future, Duration patience) {
        try {
            future.toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.warn("The hub stops and does not wait any longer than {} s for {}", patience.toSeconds(), what);
        } catch (ExecutionException e) {
            log.warn("The hub stops, and {} did not stop in order: {}", what, String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** The address of its REST interface, without a slash at the end. */
    public URI uri() {
        String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
        return URI.create("http://" + host + ":" + port);
    }

    /** Acknowledges what was received, closes all sockets with 1012 and releases everything. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                log.warn("A part of the hub did not stop in order", e);
            }
        }
    }
}
