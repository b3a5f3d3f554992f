package dev.tandem.store;

import dev.tandem.model.DocumentId;
import dev.tandem.protocol.Update;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The bytes of a journal segment.
 *
 * <p>A segment is a file named {@code <number>-<salt>.journal}: its number in the order of writing, 12 decimal digits, and a
 * random salt, 16 hexadecimal digits. It begins with the eight bytes {@code TANDEMJ1} for whoever finds it lying about;
 * then come records, end to end. All numbers are big-endian.
 *
 * <pre>
 * marker    4 bytes   the lower half of the segment's salt
 * length    4 bytes   of the body
 * check     4 bytes   CRC32C of the salt, the length and the body
 * body      kind      1 byte    1 append, 2 delete, 3 end of segment
 *           forced    4 bytes   everything before this offset of the segment was on disk when the record was written
 *           sequence  8 bytes   the record's place in the log; of the last record, in an end
 *           name      2 bytes   length in UTF-8 bytes, then the document's name; absent in an end
 *           update    the rest  only in an append
 * </pre>
 *
 * <p>A record whose length or check is wrong is skipped: the reader looks for the next marker with a right check. Since
 * the salt is random and never leaves the machine, no text that a person pastes can look like a record to that search,
 * nor can bytes of an older segment that the file system left in the blocks of this one.
 *
 * <p>What was skipped is damage when a later record says that it had been on disk: acknowledged updates may have been in
 * it. Otherwise it is torn: it was being written when the writing stopped, and nobody was told that it is safe.
 */
final class JournalFormat {

    static final byte[] HEADER = "TANDEMJ1".getBytes(StandardCharsets.US_ASCII);

    private static final int FRAME_BYTES = 12;
    private static final int SMALLEST_BODY = 13;
    private static final byte APPEND = 1;
    private static final byte DELETE = 2;
    private static final byte END = 3;
    private static final Pattern NAME = Pattern.compile("([0-9]{12})-([0-9a-f]{16})\\.journal");

    /** A segment's name, taken apart. */
    record Segment(long number, long salt) implements Comparable<Segment> {

        /** The segment of that file name, or empty if it is another kind of file. */
        static Optional<Segment> ofName(String name) {
            Matcher matcher = NAME.matcher(name);
            return matcher.matches()
                    ? Optional.of(
                            new Segment(Long.parseLong(matcher.group(1)), Long.parseUnsignedLong(matcher.group(2), 16)))
                    : Optional.empty();
        }

        String name() {
            return String.format("%012d-%016x.journal", number, salt);
        }

        @Override
        public int compareTo(Segment other) {
            return Long.compare(number, other.number);
        }
    }

    /** Bytes of a segment that are no record. */
    record Damage(int offset, int length) {}

    /**
     * What was found in a segment.
     *
     * @param entries the whole records, in the order they were written
     * @param damage what was skipped although it had been on disk
     * @param tornBytes how many bytes were skipped that never were on disk for sure
     */
    record Scan(List<Sequenced> entries, List<Damage> damage, int tornBytes) {

        /** The newest sequence number in it, 0 if there is none. */
        long lastSequence() {
            return entries.stream().mapToLong(Sequenced::sequence).max().orElse(0);
        }
    }

    private JournalFormat() {}

    /** The records of these entries, ready to be written behind so many bytes that are on disk. */
    static ByteBuffer encode(long salt, long forced, List<Sequenced> entries) {
        List<byte[]> names = new ArrayList<>(entries.size());
        long total = 0;
        for (Sequenced entry : entries) {
            byte[] name = entry.entry().document().value().getBytes(StandardCharsets.UTF_8);
            names.add(name);
            total += FRAME_BYTES + SMALLEST_BODY + 2 + name.length + update(entry.entry()).length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(total));
        for (int i = 0; i < entries.size(); i++) {
            LogEntry entry = entries.get(i).entry();
            int start = begin(buffer);
            buffer.put(entry instanceof LogEntry.Append ? APPEND : DELETE)
                    .putInt((int) forced)
                    .putLong(entries.get(i).sequence())
                    .putShort((short) names.get(i).length)
                    .put(names.get(i))
                    .put(update(entry));
            finish(buffer, start, salt);
        }
        return buffer.flip();
    }

    /** The record that says a segment was closed in order. */
    static ByteBuffer encodeEnd(long salt, long forced, long lastSequence) {
        ByteBuffer buffer = ByteBuffer.allocate(FRAME_BYTES + SMALLEST_BODY);
        int start = begin(buffer);
        buffer.put(END).putInt((int) forced).putLong(lastSequence);
        finish(buffer, start, salt);
        return buffer.flip();
    }

    private static byte[] update(LogEntry entry) {
        return entry instanceof LogEntry.Append append ? append.update().bytes() : new byte[0];
    }

    private static int begin(ByteBuffer buffer) {
        int start = buffer.position();
        buffer.position(start + FRAME_BYTES);
        return start;
    }

    private static void finish(ByteBuffer buffer, int start, long salt) {
        int length = buffer.position() - start - FRAME_BYTES;
        int check = check(salt, length, buffer, start + FRAME_BYTES);
        buffer.putInt(start, (int) salt).putInt(start + 4, length).putInt(start + 8, check);
    }

    private static int check(long salt, int length, ByteBuffer buffer, int bodyStart) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(12).putLong(salt).putInt(length).flip());
        crc.update(buffer.slice(bodyStart, length));
        return (int) crc.getValue();
    }

    /** Reads a segment, whatever has become of it. */
    static Scan scan(long salt, byte[] bytes) {
        List<Sequenced> entries = new ArrayList<>();
        List<Damage> skipped = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        // A header that is not there, or not whole, costs nothing: what follows is found by its marker.
        int position = Math.min(HEADER.length, bytes.length);
        int good = position;
        int forced = 0;
        while (position < bytes.length) {
            int end = endOfRecord(salt, buffer, position);
            if (end < 0) {
                position = nextMarker((int) salt, buffer, position + 1);
                continue;
            }
            if (position > good) {
                skipped.add(new Damage(good, position - good));
            }
            forced = Math.max(forced, buffer.getInt(position + FRAME_BYTES + 1));
            decode(buffer, position + FRAME_BYTES, end, entries);
            position = end;
            good = end;
        }
        if (bytes.length > good) {
            skipped.add(new Damage(good, bytes.length - good));
        }
        int onDisk = forced;
        List<Damage> damage =
                skipped.stream().filter(part -> part.offset() < onDisk).toList();
        int torn = skipped.stream().mapToInt(Damage::length).sum()
                - damage.stream().mapToInt(Damage::length).sum();
        return new Scan(List.copyOf(entries), damage, torn);
    }

    private static int endOfRecord(long salt, ByteBuffer buffer, int position) {
        int left = buffer.limit() - position - FRAME_BYTES;
        if (left < SMALLEST_BODY || buffer.getInt(position) != (int) salt) {
            return -1;
        }
        int length = buffer.getInt(position + 4);
        if (length < SMALLEST_BODY || length > left) {
            return -1;
        }
        int body = position + FRAME_BYTES;
        return check(salt, length, buffer, body) == buffer.getInt(position + 8) ? body + length : -1;
    }

    private static int nextMarker(int marker, ByteBuffer buffer, int from) {
        int last = buffer.limit() - FRAME_BYTES - SMALLEST_BODY;
        for (int position = from; position <= last; position++) {
            if (buffer.getInt(position) == marker) {
                return position;
            }
        }
        return buffer.limit();
    }

    /** The check was right, so these are bytes that this class wrote; a record that is none would be our own fault. */
    private static void decode(ByteBuffer buffer, int body, int end, List<Sequenced> entries) {
        byte kind = buffer.get(body);
        if (kind == END) {
            return;
        }
        long sequence = buffer.getLong(body + 5);
        int nameStart = body + SMALLEST_BODY + 2;
        byte[] name = new byte[Short.toUnsignedInt(buffer.getShort(body + SMALLEST_BODY))];
        buffer.get(nameStart, name);
        DocumentId document = new DocumentId(new String(name, StandardCharsets.UTF_8));
        if (kind == DELETE) {
            entries.add(new Sequenced(sequence, new LogEntry.Delete(document)));
            return;
        }
        byte[] update = new byte[end - nameStart - name.length];
        buffer.get(nameStart + name.length, update);
        entries.add(new Sequenced(sequence, new LogEntry.Append(document, Update.trusted(update))));
    }
}
