package dev.tandem.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads the primitives of lib0, the encoding under every Yjs message, from a byte array. Strict: each length is compared
 * with the bytes that remain before anything is allocated, and text must be valid UTF-8.
 *
 * <p>Not thread-safe; the array is read in place and must not change meanwhile.
 */
public final class Lib0Reader {

    /** The largest integer that JavaScript reads back unchanged: 2<sup>53</sup> - 1. */
    public static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

    private static final int MORE = 0x80;
    private static final int NEGATIVE = 0x40;

    private final byte[] bytes;
    private final int end;
    private int position;

    /** Reads the whole array. */
    public Lib0Reader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /**
     * Reads the bytes from {@code from} up to but not including {@code to}.
     *
     * @throws IndexOutOfBoundsException if the range is not inside the array
     */
    public Lib0Reader(byte[] bytes, int from, int to) {
        Objects.checkFromToIndex(from, to, bytes.length);
        this.bytes = bytes;
        this.position = from;
        this.end = to;
    }

    /** The index in the array of the next byte. */
    public int position() {
        return position;
    }

    /** How many bytes are left. */
    public int remaining() {
        return end - position;
    }

    /** Whether nothing is left. */
    public boolean atEnd() {
        return position == end;
    }

    /** The next byte, 0 to 255. */
    public int uint8() throws MalformedMessageException {
        if (position == end) {
            throw new MalformedMessageException("the bytes end too early");
        }
        return bytes[position++] & 0xff;
    }

    /** An unsigned integer of variable length, 0 to {@link #MAX_SAFE_INTEGER}. */
    public long varUint() throws MalformedMessageException {
        long value = 0;
        int shift = 0;
        while (true) {
            int next = uint8();
            if ((shift == 49 && (next & 0x7f) > 0x0f) || (shift > 49 && (next & 0x7f) != 0) || shift > 63) {
                throw new MalformedMessageException("a number is larger than 2^53 - 1");
            }
            if (shift <= 49) {
                value |= (long) (next & 0x7f) << shift;
            }
            if (next < MORE) {
                return value;
            }
            shift += 7;
        }
    }

    /** A signed integer of variable length, at most {@link #MAX_SAFE_INTEGER} from zero. */
    public long varInt() throws MalformedMessageException {
        int next = uint8();
        boolean negative = (next & NEGATIVE) != 0;
        long value = next & 0x3f;
        int shift = 6;
        while (next >= MORE) {
            next = uint8();
            if (shift > 48 || (shift == 48 && (next & 0x7f) > 0x1f)) {
                throw new MalformedMessageException("a number is larger than 2^53 - 1");
            }
            value |= (long) (next & 0x7f) << shift;
            shift += 7;
        }
        return negative ? -value : value;
    }

    /** Passes over {@code count} bytes. */
    public void skip(int count) throws MalformedMessageException {
        if (count < 0 || count > remaining()) {
            throw new MalformedMessageException("the bytes end too early");
        }
        position += count;
    }

    /** A length in bytes that fits into what is left. */
    private int length() throws MalformedMessageException {
        long length = varUint();
        if (length > remaining()) {
            throw new MalformedMessageException("a length reaches past the end");
        }
        return (int) length;
    }

    /** A byte array with its length in front; a copy. */
    public byte[] varUint8Array() throws MalformedMessageException {
        int length = length();
        byte[] array = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return array;
    }

    /** Passes over a byte array with its length in front. */
    public void skipVarUint8Array() throws MalformedMessageException {
        int length = length();
        position += length;
    }

    /**
     * Text with its length in UTF-8 bytes in front.
     *
     * @param maxBytes the most bytes of UTF-8 it may have
     */
    public String varString(int maxBytes) throws MalformedMessageException {
        int length = length();
        if (length > maxBytes) {
            throw new MalformedMessageException("a text is longer than " + maxBytes + " bytes");
        }
        Utf8.utf16Length(bytes, position, position + length);
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    /** Passes over text with its length in front, and returns its length in UTF-16 units. */
    public int skipVarString() throws MalformedMessageException {
        int length = length();
        int units = Utf8.utf16Length(bytes, position, position + length);
        position += length;
        return units;
    }
}
