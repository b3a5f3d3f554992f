package dev.tandem.hub.room;

import dev.tandem.hub.room.Outbox.Said;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.SyncMessage;
import dev.tandem.protocol.Update;
import dev.tandem.protocol.UpdateFacts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The updates of one turn of the event loop: merged into one frame that all share who sent none of them. Those who did
 * are told the rest.
 *
 * <p>Not thread-safe: lives on its room's context, for one turn.
 */
final class Batch {

    private final Merger merger;
    private final Coverage coverage;
    private final List<Said> said;
    private final Set<Seat> senders = new HashSet<>();
    /** Made for the first who wants them; often there is nobody else in the room. */
    private @Nullable List<Update> merged;

    private List<Outgoing> frames = List.of();

    Batch(Merger merger, Coverage coverage, List<Said> said) {
        this.merger = merger;
        this.coverage = coverage;
        this.said = said;
        said.forEach(one -> senders.add(one.sender()));
    }

    void offerTo(Seat seat) {
        if (!senders.contains(seat) || (senders.size() > 1 && seat.reader.takesOwnUpdates())) {
            List<Update> all = merged;
            if (all == null) {
                all = merger.merge(said.stream().map(Said::update).toList());
                merged = all;
                frames = frames(all);
            }
            offer(seat, all, frames);
        } else if (senders.size() > 1) {
            List<Update> others = merger.merge(said.stream()
                    .filter(one -> one.sender() != seat)
                    .map(Said::update)
                    .toList());
            offer(seat, others, frames(others));
        }
    }

    private void offer(Seat seat, List<Update> updates, List<Outgoing> each) {
        for (int i = 0; i < updates.size(); i++) {
            seat.delivery.offer(List.of(updates.get(i)), each.get(i), this::before);
        }
    }

    /** What everyone who followed has without this batch. */
    private StateVector before() {
        List<UpdateFacts> facts = said.stream().map(Said::facts).toList();
        return coverage.stateVectorBefore(facts);
    }

    private static List<Outgoing> frames(List<Update> updates) {
        return updates.stream()
                .map(update -> Outgoing.of(new SyncMessage.Change(update)))
                .toList();
    }
}
