package dev.tandem.protocol;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the primitives of lib0. Not thread-safe. */
public final class Lib0Writer {

    private byte[] bytes;
    private int size;

    /** Starts empty. */
    public Lib0Writer() {
        this(64);
    }

    /** Starts empty, with room for {@code capacity} bytes. */
    public Lib0Writer(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    /** Writes one byte, 0 to 255. */
    public Lib0Writer uint8(int value) {
        grow(1);
        bytes[size++] = (byte) value;
        return this;
    }

    /**
     * Writes an unsigned integer of variable length.
     *
     * @throws IllegalArgumentException if it is negative or above {@link Lib0Reader#MAX_SAFE_INTEGER}
     */
    public Lib0Writer varUint(long value) {
        if (value < 0 || value > Lib0Reader.MAX_SAFE_INTEGER) {
            throw new IllegalArgumentException("not an unsigned safe integer: " + value);
        }
        grow(8);
        long rest = value;
        while (rest > 0x7f) {
            bytes[size++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    /**
     * Writes a signed integer of variable length.
     *
     * @throws IllegalArgumentException if it is further from zero than {@link Lib0Reader#MAX_SAFE_INTEGER}
     */
    public Lib0Writer varInt(long value) {
        long rest = Math.abs(value);
        if (rest < 0 || rest > Lib0Reader.MAX_SAFE_INTEGER) {
            throw new IllegalArgumentException("not a safe integer: " + value);
        }
        grow(9);
        bytes[size++] = (byte) ((rest & 0x3f) | (value < 0 ? 0x40 : 0) | (rest > 0x3f ? 0x80 : 0));
        rest >>>= 6;
        while (rest > 0) {
            bytes[size++] = (byte) ((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
            rest >>>= 7;
        }
        return this;
    }

    /** Writes an array with its length in front. */
    public Lib0Writer varUint8Array(byte[] array) {
        varUint(array.length);
        return raw(array);
    }

    /**
     * Writes text with its length in UTF-8 bytes in front.
     *
     * @throws IllegalArgumentException if the text holds a lone surrogate
     */
    public Lib0Writer varString(String text) {
        ByteBuffer encoded;
        try {
            encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the text holds a lone surrogate", e);
        }
        varUint(encoded.remaining());
        grow(encoded.remaining());
        int length = encoded.remaining();
        encoded.get(bytes, size, length);
        size += length;
        return this;
    }

    /** Writes an array as it is. */
    public Lib0Writer raw(byte[] array) {
        grow(array.length);
        System.arraycopy(array, 0, bytes, size, array.length);
        size += array.length;
        return this;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void grow(int more) {
        if (more > bytes.length - size) {
            int wanted = Math.addExact(size, more);
            bytes = Arrays.copyOf(bytes, Math.max(wanted, (int) Math.min(Integer.MAX_VALUE - 8L, bytes.length * 2L)));
        }
    }
}
