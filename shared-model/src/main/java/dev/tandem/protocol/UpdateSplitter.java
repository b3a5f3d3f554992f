package dev.tandem.protocol;

import dev.tandem.protocol.UpdateFacts.ClockRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a large update into several that together say the same, so that no frame takes longer to arrive than a client
 * waits. Each struct is copied as it is; a text longer than a piece is cut in two as Yjs itself cuts it, the second part
 * naming the last unit of the first as its origin. Deletions come last, since they speak about structs. A receiver may
 * get the pieces in any order; it keeps what it cannot place yet.
 *
 * <p>Stateless, for any thread.
 */
public final class UpdateSplitter {

    private static final int GC = 0;
    private static final int STRING = 4;
    private static final int SKIP = 10;
    private static final int KIND = 0x0f;
    private static final int HAS_ORIGIN = 0x80;
    private static final int HAS_RIGHT_ORIGIN = 0x40;
    private static final int HAS_PARENT_SUB = 0x20;
    /** What a section's head, a struct's head or a deleted range can take besides its content, in bytes. */
    private static final int HEAD = 64;

    private final byte[] bytes;
    private final int pieceBytes;
    private final Lib0Reader reader;
    private final List<Update> pieces = new ArrayList<>();
    private UpdatePiece piece = new UpdatePiece();

    private UpdateSplitter(byte[] bytes, int pieceBytes) {
        this.bytes = bytes;
        this.pieceBytes = pieceBytes;
        this.reader = new Lib0Reader(bytes);
    }

    /**
     * The pieces in the order to send them. An update that is small enough is its own only piece. A single struct that is
     * not text, such as an image of a rich-text client, is never cut and may make a piece larger than asked for.
     *
     * @param pieceBytes the size of a piece in bytes, at least 1 KiB
     * @throws MalformedUpdateException if the update is malformed, which an inspected one is not
     */
    public static List<Update> split(Update update, int pieceBytes) throws MalformedUpdateException {
        if (pieceBytes < 1024) {
            throw new IllegalArgumentException("a piece has at least 1,024 bytes");
        }
        if (update.size() <= pieceBytes) {
            return List.of(update);
        }
        try {
            return new UpdateSplitter(update.bytes(), pieceBytes).split();
        } catch (MalformedUpdateException e) {
            throw e;
        } catch (MalformedMessageException e) {
            throw new MalformedUpdateException("not an update: " + e.getMessage(), e);
        }
    }

    private List<Update> split() throws MalformedMessageException {
        long clients = reader.varUint();
        for (long i = 0; i < clients; i++) {
            splitClient();
        }
        long deleters = reader.varUint();
        for (long i = 0; i < deleters; i++) {
            long client = reader.varUint();
            long ranges = reader.varUint();
            for (long j = 0; j < ranges; j++) {
                makeRoom(HEAD);
                int from = (int) reader.varUint();
                piece.delete(new ClockRange(client, from, from + (int) reader.varUint()));
            }
        }
        flush();
        return pieces;
    }

    private void splitClient() throws MalformedMessageException {
        long count = reader.varUint();
        long client = reader.varUint();
        long clock = reader.varUint();
        for (long i = 0; i < count; i++) {
            int start = reader.position();
            int info = reader.uint8();
            if (info == GC || info == SKIP) {
                long length = reader.varUint();
                makeRoom(HEAD);
                if (info == GC) {
                    piece.struct(client, clock, length, slice(start, reader.position()));
                }
                clock += length;
                continue;
            }
            skipReferences(info);
            int contentStart = reader.position();
            long length = ContentInspector.length(reader, info & KIND);
            int end = reader.position();
            if (end - start > pieceBytes && (info & KIND) == STRING && (info & HAS_PARENT_SUB) == 0) {
                splitText(client, clock, info, start, contentStart);
            } else {
                makeRoom(end - start + HEAD);
                piece.struct(client, clock, length, slice(start, end));
            }
            clock += length;
        }
    }

    private void skipReferences(int info) throws MalformedMessageException {
        boolean hasOrigin = (info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN)) != 0;
        if ((info & HAS_ORIGIN) != 0) {
            skipReference();
        }
        if ((info & HAS_RIGHT_ORIGIN) != 0) {
            skipReference();
        }
        if (!hasOrigin) {
            if (reader.varUint() == 1) {
                reader.skipVarString();
            } else {
                skipReference();
            }
            if ((info & HAS_PARENT_SUB) != 0) {
                reader.skipVarString();
            }
        }
    }

    private void skipReference() throws MalformedMessageException {
        reader.varUint();
        reader.varUint();
    }

    /** Cuts one text struct: the first part keeps the head, each further one has the unit before it as its origin. */
    private void splitText(long client, long clock, int info, int start, int contentStart)
            throws MalformedMessageException {
        byte[] rightOrigin = rightOrigin(info, start);
        String text = new Lib0Reader(bytes, contentStart, bytes.length).varString(bytes.length);
        byte[] head = slice(start, contentStart);
        // A UTF-16 unit is at most three bytes of UTF-8.
        int unitsEach = (pieceBytes - HEAD) / 3 - head.length;
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + Math.max(64, unitsEach));
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            Lib0Writer struct = new Lib0Writer();
            if (from == 0) {
                struct.raw(head);
            } else {
                struct.uint8(STRING | HAS_ORIGIN | (info & HAS_RIGHT_ORIGIN))
                        .varUint(client)
                        .varUint(clock + from - 1)
                        .raw(rightOrigin);
            }
            byte[] encoded = struct.varString(text.substring(from, to)).toByteArray();
            makeRoom(encoded.length + HEAD);
            piece.struct(client, clock + from, to - from, encoded);
            from = to;
        }
    }

    private byte[] rightOrigin(int info, int start) throws MalformedMessageException {
        Lib0Reader head = new Lib0Reader(bytes, start + 1, bytes.length);
        if ((info & HAS_ORIGIN) != 0) {
            head.varUint();
            head.varUint();
        }
        if ((info & HAS_RIGHT_ORIGIN) == 0) {
            return new byte[0];
        }
        int from = head.position();
        head.varUint();
        head.varUint();
        return slice(from, head.position());
    }

    private byte[] slice(int from, int to) {
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }

    private void makeRoom(int more) {
        if (!piece.isEmpty() && piece.size() + more > pieceBytes) {
            flush();
        }
    }

    private void flush() {
        if (!piece.isEmpty()) {
            pieces.add(piece.toUpdate());
            piece = new UpdatePiece();
        }
    }
}
