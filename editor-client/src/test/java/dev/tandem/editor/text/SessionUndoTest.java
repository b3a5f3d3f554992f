package dev.tandem.editor.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.datatransfer.StringSelection;
import java.util.ArrayList;
import java.util.List;
import javax.swing.TransferHandler.TransferSupport;
import javax.swing.text.DefaultEditorKit;
import org.junit.jupiter.api.Test;

class SessionUndoTest {

    /** The texts that undo passes through until there is nothing left to take back. */
    private static List<String> undone(Desk desk) {
        List<String> texts = new ArrayList<>();
        while (desk.area.canUndo()) {
            desk.area.undoLastAction();
            texts.add(desk.area.getText());
        }
        return texts;
    }

    @Test
    void undoTakesWordsBack() throws Exception {
        Desk.with("", desk -> {
            desk.type("one two  three");
            assertThat(undone(desk)).containsExactly("one two  ", "one ", "");
        });
    }

    @Test
    void aLineBreakIsAStep() throws Exception {
        Desk.with("", desk -> {
            desk.type("one");
            desk.press(DefaultEditorKit.insertBreakAction);
            desk.type("two");
            assertThat(undone(desk)).containsExactly("one\n", "one", "");
        });
    }

    @Test
    void erasingIsAStepOfItsOwn() throws Exception {
        Desk.with("", desk -> {
            desk.type("word");
            desk.press(DefaultEditorKit.deletePrevCharAction);
            desk.press(DefaultEditorKit.deletePrevCharAction);
            desk.type("x");
            assertThat(undone(desk)).containsExactly("wo", "word", "");
        });
    }

    @Test
    void aCaretJumpStartsAStepEvenWhenItComesBack() throws Exception {
        Desk.with("", desk -> {
            desk.type("ab");
            desk.area.setCaretPosition(0);
            desk.area.setCaretPosition(2);
            desk.type("cd");
            assertThat(undone(desk)).containsExactly("ab", "");
        });
    }

    @Test
    void aPasteIsAStep() throws Exception {
        Desk.with("", desk -> {
            desk.type("ab");
            desk.area
                    .getTransferHandler()
                    .importData(new TransferSupport(desk.area, new StringSelection("pasted text")));
            desk.type("c");
            assertThat(undone(desk)).containsExactly("abpasted text", "ab", "");
        });
    }

    @Test
    void savingIsABoundary() throws Exception {
        Desk.with("", desk -> {
            desk.type("ab");
            desk.binding.endUndoGroup();
            desk.type("cd");
            assertThat(undone(desk)).containsExactly("ab", "");
        });
    }

    @Test
    void manyEditsInOneActionAreOneStep() throws Exception {
        Desk.with("a a a", desk -> {
            desk.area.beginAtomicEdit();
            desk.area.replaceRange("bb", 0, 1);
            desk.area.replaceRange("bb", 3, 4);
            desk.area.replaceRange("bb", 6, 7);
            desk.area.endAtomicEdit();
            assertThat(desk.area.getText()).isEqualTo("bb bb bb");
            assertThat(undone(desk)).containsExactly("a a a");
        });
    }

    @Test
    void undoLeavesOthersTextAlone() throws Exception {
        Desk.with("", desk -> {
            desk.type("mine");
            desk.session.otherWrites(2, 0, "THEIRS");
            desk.session.otherWrites(0, 0, "> ");
            desk.area.undoLastAction();
            assertThat(desk.area.getText()).isEqualTo("> THEIRS");
            assertThat(desk.area.canUndo()).isFalse();
            desk.area.redoLastAction();
            assertThat(desk.area.getText()).isEqualTo("> miTHEIRSne");
        });
    }

    @Test
    void theCaretGoesWhereSomethingWasUndone() throws Exception {
        Desk.with("x\n".repeat(500), desk -> {
            desk.area.setCaretPosition(2);
            desk.type("abc");
            desk.area.setCaretPosition(800);
            desk.area.undoLastAction();
            assertThat(desk.area.getCaretPosition()).isEqualTo(2);
            desk.area.redoLastAction();
            assertThat(desk.area.getCaretPosition()).isEqualTo(5);
        });
    }
}
