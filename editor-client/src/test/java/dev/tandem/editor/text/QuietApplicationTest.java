package dev.tandem.editor.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Point;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.swing.text.DefaultEditorKit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What others write leaves caret, selection and view where they were. */
class QuietApplicationTest {

    private static String lines(int count) {
        return IntStream.range(0, count).mapToObj(line -> "line " + line).collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theViewStaysOnItsTopLineWhileTheCaretIsFarAway(boolean wrap) throws Exception {
        Desk.with(
                lines(3000),
                desk -> {
                    desk.area.show("text/plain", wrap);
                    desk.area.setCaretPosition(desk.area.getLineStartOffset(5));
                },
                desk -> {
                    desk.layout();
                    desk.scrollTo(1500, 3);
                    assertThat(desk.top()).isEqualTo("line 1500 3");
                    desk.session.otherWrites(0, 0, "x");
                    assertThat(desk.top()).isEqualTo("line 1500 3");
                },
                desk -> {
                    assertThat(desk.top()).isEqualTo("line 1500 3");
                    assertThat(desk.area.getCaretLineNumber()).isEqualTo(5);
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thirtyLinesInsertedAboveDoNotMoveTheTextUnderTheReader(boolean wrap) throws Exception {
        Desk.with(
                lines(3000),
                desk -> {
                    desk.area.show("text/plain", wrap);
                    desk.layout();
                    desk.scrollTo(1500, 7);
                    Point before = desk.view().getViewPosition();
                    desk.session.otherWrites(0, 0, "new\n".repeat(30));
                    assertThat(desk.top()).isEqualTo("line 1500 7");
                    assertThat(desk.view().getViewPosition().y - before.y).isEqualTo(30 * desk.area.getLineHeight());
                },
                desk -> {
                    assertThat(desk.top()).isEqualTo("line 1500 7");
                    desk.session.otherWrites(0, 120, "");
                    assertThat(desk.top()).isEqualTo("line 1500 7");
                });
    }

    @Test
    void linesAppendedFarBelowAndWrittenInViewDoNotMoveTheTopLine() throws Exception {
        Desk.with(lines(300), desk -> {
            desk.scrollTo(100, 0);
            desk.session.otherWrites(desk.session.length(), 0, "\nend".repeat(50));
            desk.session.otherWrites(desk.area.getLineStartOffset(103), 0, "in view\n");
            assertThat(desk.top()).isEqualTo("line 100 0");
        });
    }

    @Test
    void theTopLineItselfMayGo() throws Exception {
        Desk.with(lines(300), desk -> {
            desk.scrollTo(100, 4);
            int start = desk.area.getLineStartOffset(90);
            desk.session.otherWrites(start, desk.area.getLineStartOffset(110) - start, "");
            assertThat(desk.top()).isEqualTo("line 110 4");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "a remote insert at the end of the selection, 4, 0, X, '[2,4)'",
        "at its start, 2, 0, X, '[3,5)'",
        "inside it, 3, 0, X, '[2,5)'",
        "before it, 0, 0, X, '[3,5)'",
        "after it, 5, 0, X, '[2,4)'",
        "a remote deletion before it, 0, 2, '', '[0,2)'",
        "over its start, 1, 2, '', '[1,2)'",
        "over its end, 3, 2, '', '[2,3)'",
        "of all of it, 1, 4, '', '[1,1)'"
    })
    void aSelectionStaysOnItsText(String what, int offset, int deleted, String inserted, String expected)
            throws Exception {
        for (boolean backwards : new boolean[] {false, true}) {
            Desk.with("abcdefgh", desk -> {
                desk.area.setCaretPosition(backwards ? 4 : 2);
                desk.area.moveCaretPosition(backwards ? 2 : 4);
                desk.session.otherWrites(offset, deleted, inserted);
                assertThat(desk.selection()).as(what).isEqualTo(expected);
                if (desk.area.getSelectionStart() != desk.area.getSelectionEnd()) {
                    assertThat(desk.area.getCaretPosition() == desk.area.getSelectionStart())
                            .as("the caret is on its side")
                            .isEqualTo(backwards);
                }
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "at the caret, 3, 0, XY, 3",
        "before it, 1, 0, XY, 5",
        "after it, 4, 0, XY, 3",
        "a replacement around it, 2, 2, XY, 2",
        "a deletion up to it, 1, 2, '', 1"
    })
    void aCaretStaysBesideItsText(String what, int offset, int deleted, String inserted, int expected)
            throws Exception {
        Desk.with("abcdef", desk -> {
            desk.area.setCaretPosition(3);
            desk.session.otherWrites(offset, deleted, inserted);
            assertThat(desk.area.getCaretPosition()).as(what).isEqualTo(expected);
        });
    }

    @Test
    void whoTypesStillSeesTheCaretAfterwards() throws Exception {
        Desk.with(
                lines(1000),
                desk -> {
                    desk.scrollTo(500, 0);
                    desk.area.setCaretPosition(desk.area.getLineStartOffset(3));
                },
                desk -> {
                    desk.scrollTo(500, 0);
                    desk.type("x");
                    desk.session.otherWrites(0, 0, "far away\n");
                },
                desk -> assertThat(desk.view().getViewRect().y).isLessThan(10 * desk.area.getLineHeight()));
    }

    @Test
    void upAndDownKeepTheirColumnAcrossARemoteChange() throws Exception {
        Desk.with(
                "long line here\nab\nlong line here\nend",
                desk -> desk.area.setCaretPosition(10),
                desk -> desk.press(DefaultEditorKit.downAction),
                desk -> desk.session.otherWrites(0, 0, "z\n"),
                desk -> desk.press(DefaultEditorKit.downAction),
                desk -> {
                    int line = desk.area.getLineStartOffset(3);
                    assertThat(desk.area.getCaretPosition() - line).isEqualTo(10);
                });
    }

    @Test
    void arrowKeysStepOverWholeClusters() throws Exception {
        Desk.with("a👨‍👩‍👧e\u0301b", desk -> {
            desk.area.setCaretPosition(1);
            desk.press(DefaultEditorKit.forwardAction);
            assertThat(desk.area.getCaretPosition()).isEqualTo(9);
            desk.press(DefaultEditorKit.forwardAction);
            assertThat(desk.area.getCaretPosition()).isEqualTo(11);
            desk.press(DefaultEditorKit.backwardAction);
            desk.press(DefaultEditorKit.backwardAction);
            assertThat(desk.area.getCaretPosition()).isEqualTo(1);
            desk.press(DefaultEditorKit.selectionForwardAction);
            assertThat(desk.selection()).isEqualTo("[1,9)");
            desk.area.setCaretPosition(4);
            desk.type("!");
            assertThat(desk.session.text()).isEqualTo("a!👨‍👩‍👧e\u0301b");
        });
    }

    @Test
    void manyRemoteChangesInOneFrameAreAppliedInOrder() throws Exception {
        Desk.with("0123456789", desk -> {
            desk.area.select(4, 6);
            for (int round = 0; round < 50; round++) {
                desk.session.otherWrites(round % 7, round % 3, "ab\nc");
                desk.session.otherWrites(desk.session.length(), 0, "😀");
            }
            assertThat(desk.area.getText()).isEqualTo(desk.session.text());
        });
    }
}
