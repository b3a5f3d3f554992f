package dev.tandem.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.protocol.Update;
import dev.tandem.protocol.UpdateInspector;
import dev.tandem.protocol.UpdateSplitter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Here and not beside the splitter, because real documents say whether the pieces are right. */
class UpdateSplitterTest {

    private static final int PIECE = 1_024;

    private static void assertPiecesSayTheSame(Update whole, Random random, String reason) throws Exception {
        List<Update> pieces = UpdateSplitter.split(whole, PIECE);
        for (Update piece : pieces) {
            assertThat(piece.size()).as(reason).isLessThanOrEqualTo(PIECE);
            UpdateInspector.inspect(piece.bytes());
        }
        List<Update> shuffled = new ArrayList<>(pieces);
        Collections.shuffle(shuffled, random);
        try (TextDocument direct = TextDocument.open(91);
                TextDocument inOrder = TextDocument.open(92);
                TextDocument outOfOrder = TextDocument.open(93)) {
            direct.apply(whole);
            for (Update piece : pieces) {
                inOrder.apply(piece);
            }
            for (Update piece : shuffled) {
                outOfOrder.apply(piece);
            }
            assertThat(inOrder.text()).as(reason).isEqualTo(direct.text());
            assertThat(outOfOrder.text()).as(reason).isEqualTo(direct.text());
            assertThat(inOrder.difference(direct.stateVector())).isEqualTo(direct.difference(direct.stateVector()));
        }
    }

    @Test
    void aSmallUpdateIsItsOwnOnlyPiece() throws Exception {
        try (TextDocument document = TextDocument.open(1)) {
            Update update = document.splice(0, 0, "small");
            assertThat(UpdateSplitter.split(update, PIECE)).containsExactly(update);
        }
    }

    @Test
    void aLargePasteIsCutBetweenCharactersOnly() throws Exception {
        try (TextDocument document = TextDocument.open(1)) {
            document.splice(0, 0, "head tail");
            document.splice(5, 0, "a\uD83D\uDE00\u00e9".repeat(2_000));
            assertPiecesSayTheSame(document.snapshot(), new Random(1), "paste");
        }
    }

    @Test
    void manyEditsOfSeveralPeopleComeOutTheSame() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (TextDocument ana = TextDocument.open(1);
                TextDocument ben = TextDocument.open(2)) {
            for (int i = 0; i < 1_500; i++) {
                TextDocument writer = random.nextBoolean() ? ana : ben;
                int length = writer.length();
                int offset = random.nextInt(length + 1);
                int deleted = random.nextInt(3) == 0 ? Math.min(random.nextInt(5), length - offset) : 0;
                writer.splice(offset, deleted, "x".repeat(random.nextInt(40)));
                if (random.nextInt(10) == 0) {
                    ana.apply(ben.difference(ana.stateVector()));
                    ben.apply(ana.difference(ben.stateVector()));
                }
            }
            ana.apply(ben.difference(ana.stateVector()));
            assertPiecesSayTheSame(ana.snapshot(), random, "seed " + seed);
        }
    }
}
