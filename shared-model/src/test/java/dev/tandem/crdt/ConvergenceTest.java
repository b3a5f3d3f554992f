package dev.tandem.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.crdt.TextDelta.Replacement;
import dev.tandem.protocol.MalformedMessageException;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.SyncMessage;
import dev.tandem.protocol.Update;
import dev.tandem.protocol.WireLimits;
import dev.tandem.protocol.YMessage;
import dev.tandem.protocol.YWebsocketCodec;
import dev.tandem.testkit.Proof;
import dev.tandem.testkit.SeededTypist;
import dev.tandem.testkit.SimulatedNetwork;
import dev.tandem.testkit.SimulatedNetwork.Delivery;
import dev.tandem.testkit.SimulatedNetwork.Healed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Three to five people write at once over a network that delays, repeats, reorders and breaks. Whatever it does, all end
 * with one text, and what the deltas said to each screen on the way adds up to it.
 */
class ConvergenceTest {

    private static final YWebsocketCodec CODEC = new YWebsocketCodec(WireLimits.defaults());

    static LongStream seeds() {
        return Proof.seeds(12, 1_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyoneEndsWithTheSameText(long seed) throws Exception {
        Random random = new Random(seed);
        int people = 3 + random.nextInt(3);
        SimulatedNetwork<byte[]> network = new SimulatedNetwork<>(seed, people, random.nextBoolean());
        List<Replica> replicas = new ArrayList<>();
        List<Update> log = new ArrayList<>();
        try {
            for (int i = 0; i < people; i++) {
                replicas.add(new Replica(i, seed + i, network, log));
            }
            int steps = Proof.rounds(400, 1_500);
            for (int step = 0; step < steps; step++) {
                if (random.nextInt(3) > 0) {
                    replicas.get(random.nextInt(people)).act(random);
                }
                if (random.nextInt(25) == 0) {
                    network.breakOne();
                }
                greet(network.heal(0.03), replicas);
                deliver(network.step(), replicas);
            }
            greet(network.heal(1), replicas);
            settle(network, replicas);
            check(seed, replicas, log, random);
        } finally {
            replicas.forEach(replica -> replica.document.close());
        }
    }

    private static void greet(List<Healed> links, List<Replica> replicas) {
        for (Healed link : links) {
            replicas.get(link.one()).greet(link.other());
            replicas.get(link.other()).greet(link.one());
        }
    }

    private static void deliver(List<Delivery<byte[]>> deliveries, List<Replica> replicas) throws Exception {
        for (Delivery<byte[]> delivery : deliveries) {
            replicas.get(delivery.to()).receive(delivery.from(), delivery.message());
        }
    }

    private static void settle(SimulatedNetwork<byte[]> network, List<Replica> replicas) throws Exception {
        while (!network.isIdle()) {
            deliver(network.step(), replicas);
        }
    }

    private static void check(long seed, List<Replica> replicas, List<Update> log, Random random) throws Exception {
        Replica first = replicas.get(0);
        for (Replica replica : replicas) {
            assertThat(replica.document.text()).as("seed %d: text", seed).isEqualTo(first.document.text());
            assertThat(replica.screen.toString())
                    .as("seed %d: what the deltas add up to", seed)
                    .isEqualTo(replica.document.text());
            assertThat(replica.document.length()).as("seed %d: length", seed).isEqualTo(replica.screen.length());
            assertThat(first.document.difference(replica.document.stateVector()).bytes().length)
                    .as("seed %d: nothing but deletions is left to say", seed)
                    .isEqualTo(replica.document
                            .difference(first.document.stateVector())
                            .bytes()
                            .length);
        }
        Collections.shuffle(log, random);
        try (TextDocument late = TextDocument.open(77)) {
            for (Update update : log) {
                late.apply(update);
            }
            assertThat(late.text()).as("seed %d: the log in any order", seed).isEqualTo(first.document.text());
        }
        try (TextDocument merged = TextDocument.open(78)) {
            merged.apply(Updates.merge(log));
            assertThat(merged.text()).as("seed %d: the log merged", seed).isEqualTo(first.document.text());
        }
    }

    /** One of the people: a document, a screen that knows only deltas, and a line to the others. */
    private static final class Replica {
        private final int node;
        private final TextDocument document;
        private final SeededTypist typist;
        private final StringBuilder screen = new StringBuilder();
        private final SimulatedNetwork<byte[]> network;
        private final List<Update> log;

        Replica(int node, long seed, SimulatedNetwork<byte[]> network, List<Update> log) {
            this.node = node;
            this.document = TextDocument.open(1_000_003L * (node + 1));
            this.typist = new SeededTypist(seed);
            this.network = network;
            this.log = log;
        }

        void act(Random random) {
            int what = random.nextInt(20);
            if (what == 0 && document.canUndo()) {
                document.undo().ifPresent(this::tell);
            } else if (what == 1 && document.canRedo()) {
                document.redo().ifPresent(this::tell);
            } else {
                if (what == 2) {
                    document.endUndoGroup();
                }
                SeededTypist.Edit edit = typist.next(screen.toString());
                screen.replace(edit.offset(), edit.offset() + edit.deleted(), edit.inserted());
                say(document.splice(edit.offset(), edit.deleted(), edit.inserted()));
            }
        }

        private void tell(TextDocument.Edit edit) {
            show(edit.delta());
            say(edit.update());
        }

        private void say(Update update) {
            log.add(update);
            network.broadcast(node, YWebsocketCodec.encode(new SyncMessage.Change(update)));
        }

        void greet(int other) {
            network.send(node, other, YWebsocketCodec.encode(new SyncMessage.Step1(document.stateVector())));
        }

        void receive(int from, byte[] frame) throws MalformedMessageException {
            for (YMessage message : CODEC.decode(frame)) {
                SyncMessage sync = ((YMessage.Sync) message).message();
                if (sync instanceof SyncMessage.Step1 step1) {
                    StateVector have = step1.have();
                    network.send(node, from, YWebsocketCodec.encode(new SyncMessage.Step2(document.difference(have))));
                } else if (sync instanceof SyncMessage.Step2 step2) {
                    show(document.apply(step2.update()));
                } else if (sync instanceof SyncMessage.Change change) {
                    show(document.apply(change.update()));
                }
            }
        }

        private void show(TextDelta delta) {
            for (Replacement replacement : delta.replacements()) {
                screen.replace(
                        replacement.offset(), replacement.offset() + replacement.deleted(), replacement.inserted());
            }
        }
    }
}
