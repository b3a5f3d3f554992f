package dev.tandem.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.protocol.MalformedUpdateException;
import dev.tandem.protocol.Update;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Updates that come before what they depend on. */
class OutOfOrderTest {

    @Test
    void threeUpdatesInReverseOrderAreAllTakenIn() throws Exception {
        // Client 1 writes "a", client 3 puts "b" before it, client 1 puts "c" before that.
        List<String> reversed =
                List.of("01010101440300016300", "01010300440100016200", "01010100040107636f6e74656e74016100");
        try (TextDocument document = TextDocument.open(9)) {
            for (String update : reversed) {
                document.apply(Update.inspected(HexFormat.of().parseHex(update)));
            }
            assertThat(document.text()).isEqualTo("cba");
        }
    }

    /** Client 5 wrote "abc"; client 3 says that its "x" lies behind and before the "b". */
    @Test
    void whoHasTheSameNeighbourOnBothSidesWouldPartTheReplicasAndIsRefused() throws Exception {
        Update abc = Update.inspected(HexFormat.of().parseHex("01010500040107636f6e74656e740361626300"));
        byte[] x = HexFormat.of().parseHex("01010300c405010501017800");
        Update between = Update.inspected(HexFormat.of().parseHex("01010400c405000502017900"));
        assertThat(text(abc, Update.trusted(x), between)).isEqualTo("ayxbc");
        assertThat(text(abc, between, Update.trusted(x))).isEqualTo("aybxc");
        assertThatThrownBy(() -> Update.inspected(x))
                .isInstanceOf(MalformedUpdateException.class)
                .hasMessage("a struct has the same neighbour on both sides");
    }

    private static String text(Update... updates) throws Exception {
        try (TextDocument document = TextDocument.open(9)) {
            for (Update update : updates) {
                document.apply(update);
            }
            return document.text();
        }
    }

    @Test
    void aShuffledLogGivesTheSameText() throws Exception {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<Update> log = new ArrayList<>();
            String expected = write(random, log);
            Collections.shuffle(log, random);
            try (TextDocument late = TextDocument.open(9)) {
                for (Update update : log) {
                    late.apply(update);
                }
                assertThat(late.text()).as("seed %d", seed).isEqualTo(expected);
            }
        }
    }

    /** Three people who write a few letters and often hear of each other; returns what the log gives in order. */
    private static String write(Random random, List<Update> log) throws Exception {
        try (TextDocument one = TextDocument.open(1);
                TextDocument two = TextDocument.open(2);
                TextDocument three = TextDocument.open(3);
                TextDocument all = TextDocument.open(8)) {
            List<TextDocument> people = List.of(one, two, three);
            for (int i = 0; i < 12; i++) {
                TextDocument writer = people.get(random.nextInt(3));
                int at = random.nextInt(writer.length() + 1);
                boolean deletes = at < writer.length() && random.nextInt(3) == 0;
                log.add(writer.splice(at, deletes ? 1 : 0, deletes ? "" : String.valueOf((char) ('a' + i))));
                TextDocument listener = people.get(random.nextInt(3));
                for (Update update : log) {
                    listener.apply(update);
                }
            }
            for (Update update : log) {
                all.apply(update);
            }
            return all.text();
        }
    }
}
