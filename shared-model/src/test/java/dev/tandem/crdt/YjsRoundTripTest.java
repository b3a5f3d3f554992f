package dev.tandem.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.protocol.Update;
import dev.tandem.testkit.NodeProcess;
import dev.tandem.testkit.Proof;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Documents of ours and of the real Yjs write at once, and hear of each other late, twice and out of order. At the end
 * all have the same text and the same state vector.
 */
class YjsRoundTripTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> WORDS = List.of(
            "a",
            "bc",
            "\n",
            "hello ",
            "über",
            "\uD83D\uDC69\u200D\uD83D\uDE80",
            "e\u0301",
            "שלום",
            "日本語",
            "\0",
            "😀😀");

    static List<Long> seeds() {
        return Proof.seeds(4, 300).map(seed -> seed & 0xffff_ffffL).boxed().toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyoneEndsWithTheSameText(long seed) throws Exception {
        Random random = new Random(seed);
        int ours = 1 + random.nextInt(2);
        int theirs = 1 + random.nextInt(2) + (ours == 1 ? 1 : 0);
        try (NodeProcess yjs = NodeProcess.start(
                Path.of("src/test/node"), "peers.mjs", Long.toString(seed), Integer.toString(theirs))) {
            List<Peer> peers = new ArrayList<>();
            try {
                for (int i = 0; i < ours; i++) {
                    peers.add(new OurPeer(i + 1, random));
                }
                for (int i = 0; i < theirs; i++) {
                    peers.add(new YjsPeer(yjs, i));
                }
                write(peers, random);
                compare(peers, random);
            } finally {
                for (Peer peer : peers) {
                    peer.close();
                }
            }
        } catch (AssertionError failed) {
            throw new AssertionError("seed " + seed, failed);
        }
    }

    private static void write(List<Peer> peers, Random random) throws Exception {
        List<String> sent = new ArrayList<>();
        List<BitSet> arrived = new ArrayList<>();
        peers.forEach(peer -> arrived.add(new BitSet()));
        for (int step = 0; step < 160; step++) {
            int who = random.nextInt(peers.size());
            Peer peer = peers.get(who);
            if (random.nextInt(3) == 0) {
                sent.addAll(peer.edit());
            } else if (!sent.isEmpty()) {
                int next = random.nextInt(5) == 0
                        ? random.nextInt(sent.size())
                        : Math.min(arrived.get(who).nextClearBit(0), sent.size() - 1);
                arrived.get(who).set(next);
                peer.apply(sent.get(next));
            }
        }
        for (Peer peer : peers) {
            for (String update : sent) {
                peer.apply(update);
            }
        }
    }

    private static void compare(List<Peer> peers, Random random) throws Exception {
        OurPeer first = (OurPeer) peers.get(0);
        YjsPeer last = (YjsPeer) peers.get(peers.size() - 1);
        JsonNode expected = last.state();
        String text = expected.get("text").textValue();
        for (Peer peer : peers) {
            if (peer instanceof OurPeer our) {
                assertThat(our.document.text()).isEqualTo(text);
                assertThat(our.screen).hasToString(text);
                assertThat(our.document.length()).isEqualTo(text.length());
                String vector = Base64.getEncoder()
                        .encodeToString(our.document.stateVector().bytes());
                assertThat(last.yjs.ask("vector 0 " + vector))
                        .isEqualTo(expected.get("vector").textValue());
                assertThat(our.document.authorship().stream()
                                .mapToInt(Authorship::length)
                                .sum())
                        .isEqualTo(text.length());
            } else {
                JsonNode state = ((YjsPeer) peer).state();
                assertThat(state.get("text").textValue()).isEqualTo(text);
                assertThat(state.get("vector")).isEqualTo(expected.get("vector"));
            }
        }
        try (TextDocument copy = TextDocument.open(77)) {
            copy.apply(Update.inspected(
                    Base64.getDecoder().decode(expected.get("update").textValue())));
            assertThat(copy.text()).isEqualTo(text);
            SortedMap<String, String> properties = copy.properties();
            assertThat(first.document.properties()).isEqualTo(properties);
        }
        for (int i = 0; i < 10; i++) {
            comparePositions(first.document, last, random.nextInt(text.length() + 1));
        }
    }

    /** Positions mean the same to both: made here they are resolved there, and the other way round. */
    private static void comparePositions(TextDocument document, YjsPeer yjs, int offset) throws Exception {
        for (StickyPosition.Side side : StickyPosition.Side.values()) {
            StickyPosition ours = document.stick(offset, side);
            String theirs = yjs.yjs.ask(
                    "position " + yjs.number + " " + offset + " " + (side == StickyPosition.Side.LEFT ? -1 : 0));
            assertThat(StickyPosition.fromJson(theirs)).isEqualTo(ours);
            String there = yjs.yjs.ask("resolve " + yjs.number + " " + ours.toJson());
            assertThat(there).isEqualTo(Integer.toString(offset));
            assertThat(document.resolve(StickyPosition.fromJson(theirs))).isEqualTo(OptionalInt.of(offset));
        }
    }

    private interface Peer extends AutoCloseable {
        /** Edits at random; the updates in base64. */
        List<String> edit() throws Exception;

        void apply(String update) throws Exception;

        @Override
        void close();
    }

    private static final class OurPeer implements Peer {
        private final TextDocument document;
        private final StringBuilder screen = new StringBuilder();
        private final Random random;

        OurPeer(long clientId, Random random) {
            this.document = TextDocument.open(clientId, Duration.ZERO);
            this.random = random;
        }

        @Override
        public List<String> edit() {
            switch (random.nextInt(10)) {
                case 0 -> {
                    return document.undo().map(this::shown).stream().toList();
                }
                case 1 -> {
                    return document.redo().map(this::shown).stream().toList();
                }
                case 2 -> {
                    return List.of(base64(document.setProperty("title", "ours " + random.nextInt(9))));
                }
                default -> {
                    int from = place();
                    int to = Math.min(place(from), screen.length());
                    String word = random.nextInt(60) == 0
                            ? "a megabyte of ours 😀 ".repeat(45_000)
                            : WORDS.get(random.nextInt(WORDS.size()));
                    screen.replace(from, to, word);
                    return List.of(base64(document.splice(from, to - from, word)));
                }
            }
        }

        private String shown(TextDocument.Edit edit) {
            show(edit.delta());
            return base64(edit.update());
        }

        private int place() {
            int at = random.nextInt(screen.length() + 1);
            return cuts(at) ? at - 1 : at;
        }

        private int place(int from) {
            int at = from + random.nextInt(8);
            return at < screen.length() && cuts(at) ? at + 1 : at;
        }

        private boolean cuts(int at) {
            return at < screen.length() && Character.isLowSurrogate(screen.charAt(at));
        }

        private void show(TextDelta delta) {
            for (TextDelta.Replacement one : delta.replacements()) {
                screen.replace(one.offset(), one.offset() + one.deleted(), one.inserted());
            }
        }

        @Override
        public void apply(String update) throws Exception {
            show(document.apply(Update.inspected(Base64.getDecoder().decode(update))));
            assertThat(document.length()).isEqualTo(screen.length());
        }

        @Override
        public void close() {
            document.close();
        }
    }

    private record YjsPeer(NodeProcess yjs, int number) implements Peer {

        @Override
        public List<String> edit() throws Exception {
            return List.of(yjs.ask("edit " + number));
        }

        @Override
        public void apply(String update) throws Exception {
            assertThat(yjs.ask("apply " + number + " " + update)).isEqualTo("ok");
        }

        JsonNode state() throws Exception {
            return JSON.readTree(yjs.ask("state " + number));
        }

        @Override
        public void close() {
            // The process of all of them is closed by who started it.
        }
    }

    private static String base64(Update update) {
        return Base64.getEncoder().encodeToString(update.bytes());
    }
}
