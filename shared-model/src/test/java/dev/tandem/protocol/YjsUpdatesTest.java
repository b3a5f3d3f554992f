package dev.tandem.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.protocol.UpdateFacts.ClockRange;
import dev.tandem.testkit.NodeProcess;
import dev.tandem.testkit.Proof;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The inspector against what the real Yjs writes: documents of every kind, edited by several peers. */
class YjsUpdatesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Long> seeds() {
        // A seed of the script has 32 bits.
        return Proof.seeds(3, 40).map(seed -> seed & 0xffff_ffffL).boxed().toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverYjsWritesPassesAndMeansTheSame(long seed) throws Exception {
        int updates = 0;
        try (NodeProcess node = NodeProcess.start(Path.of("src/test/node"), "updates.mjs", Long.toString(seed), "12")) {
            for (String line = node.receive(); !line.equals("done"); line = node.receive()) {
                JsonNode said = JSON.readTree(line);
                UpdateFacts facts = UpdateInspector.inspect(bytes(said, "update"));
                assertThat(sorted(facts.structs()))
                        .as("seed %d, structs of %s", seed, said.get("update").textValue())
                        .isEqualTo(joined(said.get("structs")));
                assertThat(sorted(facts.deleted()))
                        .as("seed %d, deletions of %s", seed, said.get("update").textValue())
                        .isEqualTo(ranges(said.get("deleted")));
                assertThat(StateVectorInspector.inspect(bytes(said, "stateVector")))
                        .as(
                                "seed %d, state vector of %s",
                                seed, said.get("update").textValue())
                        .isEqualTo(stateVector(facts));
                updates++;
            }
        }
        assertThat(updates).isGreaterThan(200);
    }

    private static byte[] bytes(JsonNode said, String field) {
        return Base64.getDecoder().decode(said.get(field).textValue());
    }

    /** What Yjs counts as had: clocks that begin at 0 and have no gap. */
    private static Map<Long, Integer> stateVector(UpdateFacts facts) {
        Map<Long, Integer> clocks = new HashMap<>();
        for (ClockRange range : sorted(facts.structs())) {
            if (range.from() == 0) {
                clocks.put(range.clientId(), range.to());
            }
        }
        return clocks;
    }

    private static List<ClockRange> sorted(List<ClockRange> ranges) {
        return ranges.stream()
                .sorted(Comparator.comparingLong(ClockRange::clientId).thenComparingInt(ClockRange::from))
                .toList();
    }

    private static List<ClockRange> ranges(JsonNode triples) {
        List<ClockRange> ranges = new ArrayList<>();
        for (JsonNode triple : triples) {
            ranges.add(new ClockRange(
                    triple.get(0).longValue(),
                    triple.get(1).intValue(),
                    triple.get(2).intValue()));
        }
        return sorted(ranges);
    }

    /** One range for structs that follow each other, as the facts have it. */
    private static List<ClockRange> joined(JsonNode triples) {
        List<ClockRange> joined = new ArrayList<>();
        for (ClockRange range : ranges(triples)) {
            ClockRange last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last.clientId() == range.clientId() && last.to() == range.from()) {
                joined.set(joined.size() - 1, new ClockRange(range.clientId(), last.from(), range.to()));
            } else {
                joined.add(range);
            }
        }
        return joined;
    }
}
