package dev.tandem.protocol;

import dev.tandem.protocol.UpdateFacts.ClockRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An update in the making, out of encoded structs and deleted ranges. Not thread-safe. */
final class UpdatePiece {

    private static final int SKIP = 10;
    /** What a section's head and a deleted range take at most, in bytes. */
    private static final int HEAD = 20;

    private static final class Section {
        private final long from;
        private final List<byte[]> structs = new ArrayList<>();
        private long next;

        private Section(long from) {
            this.from = from;
            this.next = from;
        }
    }

    private final Map<Long, Section> sections = new LinkedHashMap<>();
    private final Map<Long, List<ClockRange>> deleted = new LinkedHashMap<>();
    private int size;

    boolean isEmpty() {
        return sections.isEmpty() && deleted.isEmpty();
    }

    /** Its size at most, in bytes. */
    int size() {
        return size;
    }

    /** Adds an encoded struct; one client's structs come in the order of their clocks. */
    void struct(long client, long clock, long length, byte[] encoded) {
        Section section = sections.get(client);
        if (section == null) {
            section = new Section(clock);
            sections.put(client, section);
            size += HEAD;
        }
        if (section.next < clock) {
            byte[] skip =
                    new Lib0Writer().uint8(SKIP).varUint(clock - section.next).toByteArray();
            section.structs.add(skip);
            size += skip.length;
        }
        section.structs.add(encoded);
        section.next = clock + length;
        size += encoded.length;
    }

    void delete(ClockRange range) {
        deleted.computeIfAbsent(range.clientId(), client -> new ArrayList<>()).add(range);
        size += HEAD;
    }

    Update toUpdate() {
        Lib0Writer writer = new Lib0Writer(size + HEAD).varUint(sections.size());
        sections.forEach((client, section) -> {
            writer.varUint(section.structs.size()).varUint(client).varUint(section.from);
            section.structs.forEach(writer::raw);
        });
        writer.varUint(deleted.size());
        deleted.forEach((client, ranges) -> {
            writer.varUint(client).varUint(ranges.size());
            ranges.forEach(range -> writer.varUint(range.from()).varUint(range.length()));
        });
        return Update.trusted(writer.toByteArray());
    }
}
