package dev.tandem.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gathers what many threads offer into groups for one writer.
 *
 * <p>A group begins when something is offered to an empty queue and is handed over once its window has passed, or earlier
 * when it is large or the queue was closed. What is offered while the writer is busy waits for the next group, whose
 * window is then already running. Nobody spins: the writer sleeps until there is something, then at most for the window.
 *
 * <p>{@link #offer} may be called from any thread and never waits for the writer; {@link #takeGroup} belongs to one thread.
 */
final class GroupQueue<T> {

    /** A group of this weight is handed over at once; waiting longer would save nothing. */
    private static final long LARGE_GROUP = 1 << 20;

    /** A group holds no more than this, unless one item alone weighs more: it bounds the writer's buffer. */
    private static final long LARGEST_GROUP = 8 << 20;

    static final Duration FOR_EVER = Duration.ofDays(10_000);

    private record Item<T>(T value, int weight, long offeredAt) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition enough = lock.newCondition();
    private final long windowNanos;
    private final ArrayDeque<Item<T>> items = new ArrayDeque<>();
    private long queuedWeight;
    private boolean closed;

    GroupQueue(Duration window) {
        this.windowNanos = window.toNanos();
    }

    /** Puts an item at the end; false, and nothing is kept, once the queue is closed. */
    boolean offer(T value, int weight) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            items.addLast(new Item<>(value, weight, System.nanoTime()));
            queuedWeight += weight;
            if (items.size() == 1) {
                arrived.signal();
            }
            if (queuedWeight >= LARGE_GROUP) {
                enough.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next group, in the order offered; empty once the queue is closed and drained. */
    List<T> takeGroup() throws InterruptedException {
        return takeGroup(FOR_EVER);
    }

    /** The same, but waits at most so long for the group to begin; empty when that passed, too. */
    List<T> takeGroup(Duration longest) throws InterruptedException {
        lock.lock();
        try {
            long patience = longest.toNanos();
            while (items.isEmpty() && !closed && patience > 0) {
                patience = arrived.awaitNanos(patience);
            }
            Item<T> first = items.peekFirst();
            while (first != null && queuedWeight < LARGE_GROUP && !closed) {
                long left = first.offeredAt + windowNanos - System.nanoTime();
                if (left <= 0 || enough.awaitNanos(left) <= 0) {
                    break;
                }
            }
            return drain();
        } finally {
            lock.unlock();
        }
    }

    private List<T> drain() {
        List<T> group = new ArrayList<>(items.size());
        long weight = 0;
        for (Item<T> next = items.peekFirst(); next != null; next = items.peekFirst()) {
            if (!group.isEmpty() && weight + next.weight > LARGEST_GROUP) {
                break;
            }
            weight += next.weight;
            group.add(next.value);
            items.removeFirst();
        }
        queuedWeight -= weight;
        return group;
    }

    /** Waits for the given time or until the queue is closed, whichever is first; false when it is closed. */
    boolean pause(Duration duration) throws InterruptedException {
        lock.lock();
        try {
            long left = duration.toNanos();
            while (!closed && left > 0) {
                left = enough.awaitNanos(left);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more; what is queued is still handed out, at once. */
    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
            enough.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes out what nobody will be handed any more, after {@link #close}. */
    List<T> drainClosed() {
        lock.lock();
        try {
            List<T> rest = items.stream().map(Item::value).toList();
            items.clear();
            queuedWeight = 0;
            return rest;
        } finally {
            lock.unlock();
        }
    }

    /** A name for logs and thread dumps. */
    @Override
    public String toString() {
        return "GroupQueue[window " + TimeUnit.NANOSECONDS.toMicros(windowNanos) + " µs]";
    }
}
