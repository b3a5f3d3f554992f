package dev.tandem.crdt;

import dev.tandem.protocol.MalformedUpdateException;
import org.jspecify.annotations.Nullable;

/**
 * A stack that bears deleting types nested in types. yrs recurses into them, about 280 bytes of stack a level, and a
 * stack that overflows in native code takes the process along: 60 KB of hostile update would do it. The levels cannot be
 * more than the structs that name another struct as their parent, so a document counts these. A text has none, a rich
 * text some; a document with many makes its native calls on a thread of its own with as much stack as the worst case
 * needs. That memory is reserved, and used only when someone really nests that deep.
 */
final class DeepStack {

    /** As deep as any thread's stack bears; the smallest that a caller may have is taken to be 512 KB. */
    private static final int EVERY_STACK_BEARS = 500;

    /** The most that a document may hold: half a gigabyte of reserved stack. */
    static final int MAX_NESTED_STRUCTS = 1_000_000;

    private static final long BYTES_PER_LEVEL = 512;
    private static final long BYTES_BESIDES = 1 << 20;

    private DeepStack() {}

    interface Call<T, E extends Exception> {
        T run() throws E;
    }

    /** The new count of a document's nested structs. */
    static int add(int count, int more) throws MalformedUpdateException {
        if (more > MAX_NESTED_STRUCTS - count) {
            throw new MalformedUpdateException(
                    "the document would hold more than " + MAX_NESTED_STRUCTS + " structs inside other structs");
        }
        return count + more;
    }

    static boolean isNeeded(int nestedStructs) {
        return nestedStructs > EVERY_STACK_BEARS;
    }

    /** Runs the call on a thread with a stack for so many levels, and waits for it. */
    static <T, E extends Exception> T call(int levels, Call<T, E> call) throws E {
        Outcome<T, E> outcome = new Outcome<>(call);
        Thread thread = new Thread(null, outcome, "deep document", BYTES_BESIDES + BYTES_PER_LEVEL * levels);
        thread.start();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // A native call cannot be given up half-way; the interrupt is passed on once it has ended.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return outcome.get();
    }

    private static final class Outcome<T, E extends Exception> implements Runnable {
        private final Call<T, E> call;
        private @Nullable T value;
        private @Nullable Throwable failure;

        Outcome(Call<T, E> call) {
            this.call = call;
        }

        @Override
        public void run() {
            try {
                value = call.run();
            } catch (Throwable t) {
                failure = t;
            }
        }

        @SuppressWarnings({"unchecked", "NullAway"
        }) // a call throws E or something unchecked; its value may be null if T may
        T get() throws E {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (failure != null) {
                throw (E) failure;
            }
            return value;
        }
    }
}
