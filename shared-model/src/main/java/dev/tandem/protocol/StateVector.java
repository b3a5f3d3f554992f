package dev.tandem.protocol;

import java.util.Arrays;

/**
 * How much of a document a replica has: for each client id the next clock it has not seen. Two replicas exchange their
 * state vectors and answer each with the difference.
 *
 * <p>Immutable; safe to hand to the native border for the same reasons as an {@link Update}.
 */
public final class StateVector {

    private static final StateVector EMPTY = new StateVector(new byte[] {0});

    private final byte[] bytes;

    private StateVector(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The state vector of an empty document. */
    public static StateVector empty() {
        return EMPTY;
    }

    /** Wraps bytes of our own making; the array is not copied and must not be changed afterwards. */
    public static StateVector trusted(byte[] bytes) {
        return new StateVector(bytes);
    }

    /**
     * Inspects a stranger's bytes and wraps them; the array is not copied and must not be changed afterwards.
     *
     * @throws MalformedUpdateException if they are not a state vector that every reader can take
     */
    public static StateVector inspected(byte[] bytes) throws MalformedUpdateException {
        StateVectorInspector.inspect(bytes);
        return new StateVector(bytes);
    }

    /** The bytes as they travel; the array is shared and must not be changed. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StateVector vector && Arrays.equals(bytes, vector.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "StateVector[" + bytes.length + " bytes]";
    }
}
