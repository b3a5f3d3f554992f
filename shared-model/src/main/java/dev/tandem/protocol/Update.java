package dev.tandem.protocol;

import java.util.Arrays;

/**
 * A Yjs update, version 1: something that was said about a document. It can arrive twice, late or out of order and still
 * merge to the same text.
 *
 * <p>Immutable. An instance is safe to hand to the native border: it was either made there, read back from our own log,
 * or has passed the inspector.
 */
public final class Update {

    private static final Update EMPTY = new Update(new byte[] {0, 0});

    private final byte[] bytes;

    private Update(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The update that says nothing: {@code 00 00}. */
    public static Update empty() {
        return EMPTY;
    }

    /**
     * Wraps bytes of our own making: from the native border or from our own log. The array is not copied and must not
     * be changed afterwards.
     */
    public static Update trusted(byte[] bytes) {
        return new Update(bytes);
    }

    /**
     * Inspects a stranger's bytes and wraps them; the array is not copied and must not be changed afterwards.
     *
     * @throws MalformedUpdateException if they are not an update that every reader can take
     */
    public static Update inspected(byte[] bytes) throws MalformedUpdateException {
        UpdateInspector.inspect(bytes);
        return new Update(bytes);
    }

    /** Whether it says nothing. */
    public boolean isEmpty() {
        return bytes.length == 2 && bytes[0] == 0 && bytes[1] == 0;
    }

    /** Its size in bytes. */
    public int size() {
        return bytes.length;
    }

    /** The bytes as they travel; the array is shared and must not be changed. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Update update && Arrays.equals(bytes, update.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Update[" + bytes.length + " bytes]";
    }
}
