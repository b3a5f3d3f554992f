package dev.tandem.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {

    private final Vertx vertx = Vertx.vertx();
    private final Workers workers = new Workers(vertx.createSharedWorkerExecutor("test", 1));

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void closingWaitsForWhatRunsAndForWhatWaits() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Future<String> runs = workers.executeBlocking(
                () -> {
                    go.await();
                    return "ran";
                },
                false);
        Future<String> waits = workers.executeBlocking(() -> "waited", false);
        assertThat(workers.jobs()).isEqualTo(2);
        Future<Void> closed = workers.close();
        assertThat(closed.isComplete()).isFalse();
        Future<String> late = workers.executeBlocking(() -> "too late", false);
        assertThat(late.cause()).isInstanceOf(RejectedExecutionException.class);
        go.countDown();
        closed.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(runs.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS))
                .isEqualTo("ran");
        assertThat(waits.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS))
                .isEqualTo("waited");
        assertThat(workers.jobs()).isZero();
    }

    @Test
    void closingIdleWorkersIsDoneAtOnceAlsoAfterAJobThatFailed() throws Exception {
        Future<Object> failed = workers.executeBlocking(
                () -> {
                    throw new IllegalStateException("no");
                },
                false);
        assertThat(failed.toCompletionStage().toCompletableFuture()).failsWithin(java.time.Duration.ofSeconds(10));
        workers.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(workers.jobs()).isZero();
    }
}
