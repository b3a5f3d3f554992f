package dev.tandem.editor.session;

import dev.tandem.protocol.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Collects what others write and hands it on, all of a frame together, at most once in {@value #FRAME_MILLIS} ms: a
 * stranger who types fast, or a hub that catches us up, must not take the document's thread from its person.
 *
 * <p>May be used from any thread; hands on, on the document's thread.
 */
final class RemoteQueue {

    static final int FRAME_MILLIS = 16;

    private final ScheduledExecutorService clock;
    private final Executor documentThread;
    private final Consumer<List<Update>> take;
    private final List<Update> waiting = new ArrayList<>();
    private boolean planned;
    private long lastNanos = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(FRAME_MILLIS);

    RemoteQueue(ScheduledExecutorService clock, Executor documentThread, Consumer<List<Update>> take) {
        this.clock = clock;
        this.documentThread = documentThread;
        this.take = take;
    }

    synchronized void add(Update update) {
        waiting.add(update);
        if (!planned) {
            planned = true;
            long since = System.nanoTime() - lastNanos;
            long wait = TimeUnit.MILLISECONDS.toNanos(FRAME_MILLIS) - since;
            if (wait <= 0) {
                documentThread.execute(this::handOn);
            } else {
                try {
                    ScheduledFuture<?> unused =
                            clock.schedule(() -> documentThread.execute(this::handOn), wait, TimeUnit.NANOSECONDS);
                } catch (RejectedExecutionException closing) {
                    documentThread.execute(this::handOn);
                }
            }
        }
    }

    /** Hands on now what is there; on the document's thread. */
    void handOn() {
        List<Update> all;
        synchronized (this) {
            planned = false;
            lastNanos = System.nanoTime();
            all = List.copyOf(waiting);
            waiting.clear();
        }
        if (!all.isEmpty()) {
            take.accept(all);
        }
    }
}
