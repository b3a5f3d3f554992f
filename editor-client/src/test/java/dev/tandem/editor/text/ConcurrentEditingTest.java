package dev.tandem.editor.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import javax.swing.text.DefaultEditorKit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two people edit at random; the window, the document and the other person always hold the same text. */
class ConcurrentEditingTest {

    private static final List<String> PIECES =
            List.of("a", " ", "\n", "word", "e\u0301", "😀", "👨‍👩‍👧", "\r\n", "שלום", "\0", "日本");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void bothSidesAlwaysHoldTheSameText(long seed) throws Exception {
        Desk.with("start\n😀 text\n", desk -> {
            Random random = new Random(seed);
            for (int step = 0; step < 300; step++) {
                String done = act(desk, random);
                desk.assertAgrees();
                assertThat(desk.area.getCaretPosition())
                        .as("seed %d, step %d, after %s", seed, step, done)
                        .isBetween(0, desk.area.getDocument().getLength());
            }
            desk.compose("", "");
        });
    }

    private static String act(Desk desk, Random random) throws Exception {
        String piece = PIECES.get(random.nextInt(PIECES.size()));
        int length = desk.area.getDocument().getLength();
        switch (random.nextInt(10)) {
            case 0, 1 -> {
                desk.area.replaceSelection(piece);
                return "typing";
            }
            case 2 -> {
                desk.press(
                        random.nextBoolean()
                                ? DefaultEditorKit.deletePrevCharAction
                                : DefaultEditorKit.deleteNextCharAction);
                return "erasing";
            }
            case 3 -> {
                desk.area.setCaretPosition(random.nextInt(length + 1));
                desk.area.moveCaretPosition(random.nextInt(length + 1));
                return "selecting";
            }
            case 4 -> {
                desk.area.undoLastAction();
                return "undo";
            }
            case 5 -> {
                desk.area.redoLastAction();
                return "redo";
            }
            case 6 -> {
                desk.compose(random.nextBoolean() ? "か" : "", random.nextBoolean() ? "kk" : "");
                return "composing";
            }
            default -> {
                otherWrites(desk, random, piece.replace("\r\n", "\n"));
                return "the other writes";
            }
        }
    }

    private static void otherWrites(Desk desk, Random random, String piece) {
        String text = desk.session.text();
        int from = whole(text, random.nextInt(text.length() + 1));
        int to = whole(text, Math.min(text.length(), from + random.nextInt(6)));
        desk.session.otherWrites(from, Math.max(0, to - from), piece);
    }

    private static int whole(String text, int offset) {
        return CleanText.splitsPair(text, offset) ? offset - 1 : offset;
    }
}
