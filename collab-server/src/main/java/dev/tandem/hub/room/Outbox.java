package dev.tandem.hub.room;

import dev.tandem.protocol.Update;
import dev.tandem.protocol.UpdateFacts;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits to be relayed at the end of this turn of the event loop.
 *
 * <p>Not thread-safe: lives on its room's context.
 */
final class Outbox {

    /** An update and who said it. */
    record Said(Seat sender, Update update, UpdateFacts facts) {}

    private List<Said> said = new ArrayList<>();

    void add(Seat sender, Update update, UpdateFacts facts) {
        said.add(new Said(sender, update, facts));
    }

    /** Everything, and begins anew. */
    Batch take(Merger merger, Coverage coverage) {
        List<Said> all = said;
        said = new ArrayList<>();
        return new Batch(merger, coverage, all);
    }
}
