package dev.tandem.store;

import java.util.concurrent.CompletableFuture;

/** An entry in a queue, and the caller's future that completes when it is durable. */
record Waiting(LogEntry entry, CompletableFuture<Void> durable) {

    static Waiting of(LogEntry entry) {
        return new Waiting(entry, new CompletableFuture<>());
    }
}
