package dev.tandem.hub.room;

import dev.tandem.crdt.Updates;
import dev.tandem.protocol.MalformedUpdateException;
import dev.tandem.protocol.Update;
import dev.tandem.protocol.UpdateSplitter;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes frames of updates: fewer of several small ones, and several of one that would take too long to arrive. Merging
 * without a document takes time that grows faster than the number of updates, so it is done in groups.
 *
 * <p>Immutable, for any thread.
 */
final class Merger {

    private static final Logger log = LoggerFactory.getLogger(Merger.class);
    private static final int GROUP_UPDATES = 256;
    private static final int GROUP_BYTES = 256 << 10;

    private final int pieceBytes;

    /** Makes none larger than {@code pieceBytes}, if its parts allow. */
    Merger(int pieceBytes) {
        this.pieceBytes = pieceBytes;
    }

    /** Updates that together say the same; usually one. */
    List<Update> merge(List<Update> updates) {
        List<Update> merged = new ArrayList<>();
        int from = 0;
        int bytes = 0;
        for (int i = 0; i < updates.size(); i++) {
            int size = updates.get(i).size();
            if (i > from && (i - from == GROUP_UPDATES || bytes + size > GROUP_BYTES)) {
                merged.addAll(mergeGroup(updates.subList(from, i)));
                from = i;
                bytes = 0;
            }
            bytes += size;
        }
        merged.addAll(mergeGroup(updates.subList(from, updates.size())));
        return merged;
    }

    private List<Update> mergeGroup(List<Update> group) {
        if (group.isEmpty()) {
            return List.of();
        }
        try {
            return UpdateSplitter.split(group.size() == 1 ? group.get(0) : Updates.merge(group), pieceBytes);
        } catch (MalformedUpdateException e) {
            // They passed inspection one by one; sent one by one they still say everything.
            log.warn("{} updates could not be merged and are sent singly: {}", group.size(), e.getMessage());
            return List.copyOf(group);
        }
    }
}
