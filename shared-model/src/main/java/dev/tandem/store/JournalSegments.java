package dev.tandem.store;

import dev.tandem.store.JournalFormat.Scan;
import dev.tandem.store.JournalFormat.Segment;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The segments that are no longer written, and the newest entry in each. May be used from any thread. */
final class JournalSegments {

    private static final Logger LOG = LoggerFactory.getLogger(JournalSegments.class);

    private final JournalFiles files;
    private final SecureRandom salts = new SecureRandom();
    /** Closed segments and the newest sequence number in each. */
    private final TreeMap<Segment, Long> closed = new TreeMap<>();

    private long lastNumber;

    JournalSegments(JournalFiles files) {
        this.files = files;
    }

    /** A segment that was never there. */
    synchronized Segment next() {
        lastNumber++;
        return new Segment(lastNumber, salts.nextLong());
    }

    synchronized void closed(Segment segment, long lastSequence) {
        closed.put(segment, lastSequence);
    }

    synchronized long lastSequence() {
        return closed.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    synchronized void dropThrough(long sequence) throws IOException {
        List<Segment> old = closed.entrySet().stream()
                .filter(entry -> entry.getValue() <= sequence)
                .map(Map.Entry::getKey)
                .toList();
        for (Segment segment : old) {
            files.delete(segment.name());
            closed.remove(segment);
        }
    }

    synchronized JournalReport replay(long dropThrough, Consumer<List<Sequenced>> visitor) throws IOException {
        List<String> torn = new ArrayList<>();
        List<JournalReport.Damage> damage = new ArrayList<>();
        long entries = 0;
        List<Segment> found = files.list().stream()
                .map(Segment::ofName)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
        for (Segment segment : found) {
            lastNumber = Math.max(lastNumber, segment.number());
            byte[] bytes = files.read(segment.name());
            Scan scan = JournalFormat.scan(segment.salt(), bytes);
            entries += scan.entries().size();
            for (JournalFormat.Damage part : scan.damage()) {
                damage.add(keepAside(segment, part, bytes));
            }
            if (scan.tornBytes() > 0) {
                torn.add(segment.name());
                LOG.info(
                        "The journal segment {} has a torn end of {} bytes, as after a power cut; nothing in it was"
                                + " acknowledged.",
                        segment.name(),
                        scan.tornBytes());
            }
            closed.put(segment, scan.lastSequence());
            if (scan.lastSequence() > dropThrough) {
                visitor.accept(scan.entries());
            }
        }
        dropThrough(dropThrough);
        return new JournalReport(found.size(), entries, torn, damage);
    }

    private JournalReport.Damage keepAside(Segment segment, JournalFormat.Damage part, byte[] bytes)
            throws IOException {
        String kept = files.keepAside(
                segment.name() + "." + part.offset(),
                Arrays.copyOfRange(bytes, part.offset(), part.offset() + part.length()));
        LOG.warn(
                "The journal segment {} is damaged: {} bytes at {} were skipped and kept in {}. Updates that were"
                        + " acknowledged may be missing.",
                segment.name(),
                part.length(),
                part.offset(),
                kept);
        return new JournalReport.Damage(segment.name(), part.offset(), part.length(), kept);
    }
}
