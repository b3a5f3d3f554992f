package dev.tandem.editor.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the edits that are not yet forced to disk. "Saved" is claimed only on the document's thread and only after the
 * log has said so for every edit.
 *
 * <p>Confined to the document's thread, except for the ends of the log's futures.
 */
final class SaveLight {

    private final Executor documentThread;
    private final Runnable changed;
    private final AtomicInteger forced = new AtomicInteger();
    private final AtomicBoolean onItsWay = new AtomicBoolean();
    private int unsaved;

    SaveLight(Executor documentThread, Runnable changed) {
        this.documentThread = documentThread;
        this.changed = changed;
    }

    /** An edit is on its way to the disk. */
    void watch(CompletableFuture<Void> append) {
        unsaved++;
        CompletableFuture<Void> unused = append.whenComplete((done, failed) -> {
            // A log that was closed before it could write leaves the edit unsaved, and so says the light.
            if (failed == null) {
                forced.incrementAndGet();
                // One hop for all that is forced together, not one for each key.
                if (onItsWay.compareAndSet(false, true)) {
                    documentThread.execute(this::count);
                }
            }
        });
    }

    int unsaved() {
        return unsaved;
    }

    private void count() {
        onItsWay.set(false);
        unsaved -= forced.getAndSet(0);
        changed.run();
    }
}
