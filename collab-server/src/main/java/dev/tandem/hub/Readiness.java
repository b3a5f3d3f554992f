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
        if (!asking.isComplete()) {
            // A database that is gone keeps whoever asks for a while; one worker is enough for that.
            return;
        }
        asking = workers.executeBlocking(
                        () -> {
                            catalog.ping();
                            return null;
                        },
                        false)
                .onComplete(result -> databaseFailure = result.succeeded()
                        ? null
                        : "The database does not answer: " + reason(result.cause()) + ". It is asked again.");
    }

    /** What happened underneath; what wraps it speaks of pools and statements. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    /** Why nothing can be stored now, for a person to read; empty while all is well. */
    Optional<String> storeFailure() {
        return log.failure().or(() -> Optional.ofNullable(databaseFailure));
    }

    /** What fails now, for a person to read; empty while the hub is ready. */
    Optional<String> failure() {
        return storeFailure().or(verifier::failure);
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
        // Its answer has to find the event loops still there.
        Hub.await("the database", asking.mapEmpty(), Duration.ofMillis(CHECK_MILLIS));
    }
}
