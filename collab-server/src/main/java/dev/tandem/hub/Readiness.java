package dev.tandem.hub;

import dev.tandem.hub.auth.TokenVerifier;
import dev.tandem.hub.catalog.Catalog;
import dev.tandem.store.DurableLog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the hub can serve: the log writes, the database answers, the login service's keys are known. For any thread. */
final class Readiness implements AutoCloseable {

    private static final long CHECK_MILLIS = 2_000;

    private final Vertx vertx;
    private final WorkerExecutor workers;
    private final DurableLog log;
    private final TokenVerifier verifier;
    private final Catalog catalog;
    private final long timer;
    private volatile @Nullable String databaseFailure;
    private volatile Future<?> asking = Future.succeededFuture();

    Readiness(Vertx vertx, WorkerExecutor workers, DurableLog log, TokenVerifier verifier, Catalog catalog) {
        this.vertx = vertx;
        this.workers = workers;
        this.log = log;
        this.verifier = verifier;
        this.catalog = catalog;
        this.timer = vertx.setPeriodic(CHECK_MILLIS, id -> askDatabase());
    }

    private void askDatabase() {
        asking = workers.executeBlocking(
                        () -> {
                            catalog.ping();
                            return null;
                        },
                        false)
                .onComplete(result -> databaseFailure = result.succeeded()
                        ? null
                        : "The database does not answer: " + result.cause().getMessage());
    }

    /** What fails now, for a person to read; empty while the hub is ready. */
    Optional<String> failure() {
        return log.failure().or(() -> Optional.ofNullable(databaseFailure)).or(verifier::failure);
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
        // Its answer has to find the event loops still there.
        Hub.await("the database", asking.mapEmpty(), Duration.ofMillis(CHECK_MILLIS));
    }
}
