package dev.tandem.editor.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.editor.session.Access;
import java.awt.datatransfer.StringSelection;
import javax.swing.TransferHandler.TransferSupport;
import javax.swing.text.DefaultEditorKit;
import org.junit.jupiter.api.Test;

class TextGateTest {

    @Test
    void typingGoesIntoTheSession() throws Exception {
        Desk.with("", desk -> {
            desk.type("Hi ü😀");
            assertThat(desk.session.text()).isEqualTo("Hi ü😀");
        });
    }

    @Test
    void everyPathTurnsCarriageReturnsIntoLineFeeds() throws Exception {
        Desk.with("", desk -> {
            desk.area.setText("a\r\nb\rc\n");
            desk.area.insert("1\r\n2", 0);
            desk.area.append("x\r");
            desk.area.replaceSelection("\r\n");
            desk.area.getTransferHandler().importData(new TransferSupport(desk.area, new StringSelection("p\r\nq")));
            desk.area.getDocument().insertString(0, "d\r", null);
            assertThat(desk.session.text()).doesNotContain("\r").contains("a\nb\nc\n", "1\n2", "p\nq", "d\n");
        });
    }

    @Test
    void halfASurrogatePairIsRefused() throws Exception {
        Desk.with("ab", desk -> {
            desk.area.insert("x\ud83d", 1);
            desk.area.insert("\ude00x", 1);
            desk.area.setText("\ude00\ud83d");
            assertThat(desk.session.text()).isEqualTo("ab");
        });
    }

    @Test
    void deletingHalfAnEmojiIsRefused() throws Exception {
        Desk.with("a😀b", desk -> {
            desk.area.getDocument().remove(2, 1);
            desk.area.getDocument().remove(0, 2);
            desk.area.getDocument().insertString(2, "x", null);
            assertThat(desk.session.text()).isEqualTo("a😀b");
        });
    }

    @Test
    void twoKeyEventsForTheHalvesOfAnEmojiAreOneEdit() throws Exception {
        Desk.with("", desk -> {
            desk.area.replaceSelection("\ud83d");
            desk.area.replaceSelection("\ude00");
            assertThat(desk.session.splices()).containsExactly("0-0+😀");
        });
    }

    @Test
    void nulIsText() throws Exception {
        Desk.with("", desk -> {
            desk.area.insert("a\0b", 0);
            assertThat(desk.session.text()).isEqualTo("a\0b");
        });
    }

    @Test
    void aReplacementIsOneSplice() throws Exception {
        Desk.with("one two three", desk -> {
            desk.area.replaceRange("2", 4, 7);
            assertThat(desk.session.splices()).containsExactly("4-3+2");
        });
    }

    @Test
    void settingTheTextSaysOnlyWhatChanged() throws Exception {
        Desk.with("one 😀 three", desk -> {
            desk.area.setText("one 😁 three");
            assertThat(desk.session.splices()).containsExactly("4-2+😁");
        });
    }

    @Test
    void aReadersTextCannotBeChangedOnAnyPath() throws Exception {
        Desk.with("ab", desk -> {
            desk.session.access(Access.READ_ONLY);
            assertThat(desk.area.isEditable()).isFalse();
            desk.type("x");
            desk.area.insert("x", 0);
            desk.area.getDocument().remove(0, 1);
            desk.compose("", "か");
            assertThat(desk.session.text()).isEqualTo("ab");
            assertThat(desk.area.getText()).isEqualTo("ab");
            desk.session.access(Access.EDIT);
            desk.type("x");
            assertThat(desk.session.text()).isEqualTo("xab");
        });
    }

    @Test
    void backspaceTakesAWholeCluster() throws Exception {
        Desk.with("a👨‍👩‍👧b", desk -> {
            desk.area.setCaretPosition(9);
            desk.press(DefaultEditorKit.deletePrevCharAction);
            assertThat(desk.session.text()).isEqualTo("ab");
            assertThat(desk.area.getCaretPosition()).isEqualTo(1);
        });
    }

    @Test
    void deleteTakesAWholeCluster() throws Exception {
        Desk.with("a👍🏽b", desk -> {
            desk.area.setCaretPosition(1);
            desk.press(DefaultEditorKit.deleteNextCharAction);
            assertThat(desk.session.text()).isEqualTo("ab");
        });
    }

    @Test
    void closingTheBindingEndsEditing() throws Exception {
        Desk.with("ab", desk -> {
            desk.binding.close();
            assertThat(desk.area.isEditable()).isFalse();
            desk.session.otherWrites(0, 0, "x");
            assertThat(desk.area.getText()).isEqualTo("ab");
            desk.area.setText(desk.session.text());
        });
    }

    @Test
    void othersSeeTheCaretOnlyWhileTheTextIsInFront() throws Exception {
        Desk.with(
                "hello",
                desk -> desk.area.select(1, 3),
                desk -> {
                    assertThat(desk.session.shownCursor()).isEqualTo("-1..-1");
                    desk.binding.announce();
                },
                desk -> {
                    assertThat(desk.session.shownCursor()).isEqualTo("1..3");
                    desk.type("x");
                },
                desk -> {
                    assertThat(desk.session.shownCursor()).isEqualTo("2..2");
                    desk.session.otherWrites(0, 0, "abc");
                },
                desk -> {
                    assertThat(desk.session.shownCursor()).isEqualTo("5..5");
                    desk.binding.conceal();
                    assertThat(desk.session.shownCursor()).isEqualTo("-1..-1");
                });
    }
}
