package dev.tandem.crdt;

import dev.tandem.protocol.MalformedUpdateException;
import org.jspecify.annotations.Nullable;

/**
 * The native border: numbers, booleans and bytes, one call a transaction. Text crosses as UTF-8. {@code lib.rs} answers
 * each method.
 *
 * <p>A handle may be used by one thread at a time, and not after {@link #close}; {@link TextDocument} guards both, and
 * nothing else calls in here. Every method on a handle throws {@link BrokenDocumentException} once the native side has
 * failed for a reason of its own.
 */
final class NativeText {

    static {
        NativeLibrary.load();
    }

    private NativeText() {}

    /** The version of this border that the library was built for. */
    static native int abi();

    static native long open(long clientId, long captureTimeoutMillis);

    static native void close(long handle);

    static native byte[] text(long handle);

    static native int length(long handle);

    /** Answers the update. */
    static native byte[] splice(long handle, int offset, int deleted, byte[] inserted);

    /** Answers a delta, for {@link NativeAnswer#delta}. */
    static native byte[] apply(long handle, byte[] update) throws MalformedUpdateException;

    static native byte[] stateVector(long handle);

    static native byte[] difference(long handle, byte[] have) throws MalformedUpdateException;

    /** Answers client and clock of the unit that the position sticks to, or nothing for an end of the text. */
    static native byte[] stick(long handle, int offset, boolean after);

    /** Answers an offset, or -1. */
    static native int resolve(long handle, long clientId, long clock, boolean after);

    static native boolean canStep(long handle, boolean back);

    /** Undoes or redoes; answers update and delta, or null if there was nothing to do. */
    static native byte @Nullable [] step(long handle, boolean back);

    static native void endUndoGroup(long handle);

    static native byte[] properties(long handle);

    /** Sets a property, or removes it if the value is null; answers the update. */
    static native byte[] setProperty(long handle, byte[] key, byte @Nullable [] value);

    static native byte[] authorship(long handle);

    /** Merges updates, each after its length in four bytes, most significant first. */
    static native byte[] mergeUpdates(byte[] packed) throws MalformedUpdateException;

    static native byte[] differenceOfUpdate(byte[] update, byte[] have) throws MalformedUpdateException;

    /** Panics in the middle of a transaction; for the tests of what happens then. */
    static native void panic(long handle);

    static native byte[] stateVectorOfUpdate(byte[] update) throws MalformedUpdateException;
}
