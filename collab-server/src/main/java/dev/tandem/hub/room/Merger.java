package dev.tandem.hub.room;

import dev.tandem.crdt.Updates;
import dev.tandem.protocol.MalformedUpdateException;
import dev.tandem.protocol.Update;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes fewer frames of several updates. Merging without a document takes time that grows faster than the number of
 * updates, so it is done in groups.
 *
 * <p>Stateless, for any thread.
 */
final class Merger {

    private static final Logger log = LoggerFactory.getLogger(Merger.class);
    private static final int GROUP_UPDATES = 256;
    private static final int GROUP_BYTES = 256 << 10;

    /** Updates that together say the same, at most as many and usually one. */
    List<Update> merge(List<Update> updates) {
        if (updates.size() < 2) {
            return updates;
        }
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

    private static List<Update> mergeGroup(List<Update> group) {
        if (group.size() == 1) {
            return List.copyOf(group);
        }
        try {
            return List.of(Updates.merge(group));
        } catch (MalformedUpdateException e) {
            // They passed inspection one by one; sent one by one they still say everything.
            log.warn("{} updates could not be merged and are sent singly: {}", group.size(), e.getMessage());
            return List.copyOf(group);
        }
    }
}
