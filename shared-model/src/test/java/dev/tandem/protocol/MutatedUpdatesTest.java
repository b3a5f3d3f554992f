package dev.tandem.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.crdt.TextDocument;
import dev.tandem.crdt.Updates;
import dev.tandem.testkit.NodeProcess;
import dev.tandem.testkit.Proof;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Valid updates of the real Yjs with bytes changed at random: what passes the inspector, the native library takes in, or
 * refuses by name; it never fails by a defect and never takes the process along.
 */
class MutatedUpdatesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** None of the generated documents has a client of this number. */
    private static final long OWN = 7_000_000_001L;

    static List<Long> seeds() {
        return Proof.seeds(3, 40).map(seed -> seed & 0xffff_ffffL).boxed().toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatPassesTheInspectorHarmsNobody(long seed) throws Exception {
        List<byte[]> originals = yjsUpdates(seed);
        Random random = new Random(seed);
        int passed = 0;
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] original = originals.get(random.nextInt(originals.size()));
            byte[] mutated = mutate(original, originals, random);
            Update update;
            try {
                update = Update.inspected(mutated);
            } catch (MalformedUpdateException e) {
                refused++;
                continue;
            }
            passed++;
            take(update, Update.trusted(original), seed);
        }
        assertThat(passed).as("seed %d", seed).isGreaterThan(100);
        assertThat(refused).as("seed %d", seed).isGreaterThan(100);
    }

    /** Uses the update in every way that a hub or an editor does. */
    private static void take(Update update, Update original, long seed) {
        String what = "seed " + seed + ": " + HexFormat.of().formatHex(update.bytes()) + " after "
                + HexFormat.of().formatHex(original.bytes());
        try (TextDocument document = TextDocument.open(OWN)) {
            document.apply(original);
            document.apply(update);
            document.splice(document.length(), 0, "own");
            assertThat(document.text()).as(what).contains("own");
            reopen(document.snapshot());
            StateVector vector = Updates.stateVector(update);
            Updates.difference(Updates.merge(List.of(update, original)), StateVector.inspected(vector.bytes()));
        } catch (MalformedUpdateException | RuntimeException e) {
            throw new AssertionError(what, e);
        }
    }

    /**
     * A liar who gives other content to clocks that are taken can spoil the document for all who believe them; then the
     * snapshot is refused here, and what is asked for is only that it is refused by name.
     */
    private static void reopen(Update snapshot) {
        Update inspected;
        try {
            inspected = Update.inspected(snapshot.bytes());
        } catch (MalformedUpdateException e) {
            assertThat(e).hasMessageContaining("clock is out of range");
            return;
        }
        try (TextDocument copy = TextDocument.open(OWN + 1)) {
            copy.apply(inspected);
            copy.text();
        } catch (MalformedUpdateException e) {
            throw new AssertionError("the snapshot passes the inspector and not the library", e);
        }
    }

    private static byte[] mutate(byte[] original, List<byte[]> others, Random random) {
        byte[] bytes = original.clone();
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 -> bytes[at] += (byte) (random.nextBoolean() ? 1 : -1);
                case 3 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 4 -> bytes = splice(bytes, at, random.nextInt(Math.min(8, bytes.length - at) + 1), new byte[0]);
                default -> {
                    byte[] other = others.get(random.nextInt(others.size()));
                    int from = random.nextInt(other.length);
                    byte[] piece =
                            Arrays.copyOfRange(other, from, Math.min(other.length, from + 1 + random.nextInt(12)));
                    bytes = splice(bytes, at, random.nextInt(Math.min(8, bytes.length - at) + 1), piece);
                }
            }
            if (bytes.length == 0) {
                return new byte[] {0};
            }
        }
        return bytes;
    }

    private static byte[] splice(byte[] bytes, int at, int deleted, byte[] inserted) {
        byte[] result = new byte[bytes.length - deleted + inserted.length];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(inserted, 0, result, at, inserted.length);
        System.arraycopy(bytes, at + deleted, result, at + inserted.length, bytes.length - at - deleted);
        return result;
    }

    private static List<byte[]> yjsUpdates(long seed) throws Exception {
        List<byte[]> updates = new ArrayList<>();
        try (NodeProcess node = NodeProcess.start(Path.of("src/test/node"), "updates.mjs", Long.toString(seed), "4")) {
            for (String line = node.receive(); !line.equals("done"); line = node.receive()) {
                updates.add(Base64.getDecoder()
                        .decode(JSON.readTree(line).get("update").textValue()));
            }
        }
        return updates;
    }
}
