package dev.tandem.editor.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComposedTextTest {

    @Test
    void aHalfTypedSyllableIsNoEdit() throws Exception {
        Desk.with("ab", desk -> {
            desk.area.setCaretPosition(1);
            desk.compose("", "k");
            desk.compose("", "か");
            assertThat(desk.area.getText()).isEqualTo("aかb");
            assertThat(desk.session.splices()).isEmpty();
            desk.compose("か", "");
            assertThat(desk.area.getText()).isEqualTo("aかb");
            assertThat(desk.session.splices()).containsExactly("1-0+か");
        });
    }

    @Test
    void anAbandonedSyllableLeavesNothing() throws Exception {
        Desk.with("ab", desk -> {
            desk.area.setCaretPosition(2);
            desk.compose("", "k");
            desk.compose("", "");
            assertThat(desk.area.getText()).isEqualTo("ab");
            assertThat(desk.session.splices()).isEmpty();
        });
    }

    @Test
    void composingOverASelectionDeletesItAsAnEdit() throws Exception {
        Desk.with("abcd", desk -> {
            desk.area.select(1, 3);
            desk.compose("", "k");
            assertThat(desk.session.text()).isEqualTo("ad");
            desk.compose("か", "");
            assertThat(desk.session.text()).isEqualTo("aかd");
        });
    }

    @Test
    void othersMayWriteBeforeAfterAndBesideWhileComposing() throws Exception {
        Desk.with("abcd", desk -> {
            desk.area.setCaretPosition(2);
            desk.compose("", "kk");
            desk.session.otherWrites(0, 0, "<");
            desk.session.otherWrites(5, 0, ">");
            desk.session.otherWrites(3, 0, "|");
            assertThat(desk.area.getText()).isEqualTo("<ab|kkcd>");
            desk.compose("か", "");
            assertThat(desk.session.text()).isEqualTo("<ab|かcd>");
        });
    }

    @Test
    void othersMayWriteAtTheVeryStartWhileComposingThere() throws Exception {
        Desk.with("ab", desk -> {
            desk.area.setCaretPosition(0);
            desk.compose("", "k");
            desk.session.otherWrites(0, 0, "xy");
            desk.compose("か", "");
            assertThat(desk.session.text()).isEqualTo("xyかab");
        });
    }

    @Test
    void othersMayDeleteAcrossThePlaceWhereSomebodyComposes() throws Exception {
        Desk.with("abcdef", desk -> {
            desk.area.setCaretPosition(3);
            desk.compose("", "kk");
            desk.session.otherWrites(1, 4, "-");
            assertThat(desk.session.text()).isEqualTo("a-f");
            desk.compose("か", "");
            assertThat(desk.session.text()).isEqualTo("a-かf");
        });
    }

    @Test
    void twoSyllablesInOneGoAreTwoUndoSteps() throws Exception {
        Desk.with("", desk -> {
            desk.compose("", "k");
            desk.compose("か", "n");
            desk.compose("な", "");
            assertThat(desk.session.text()).isEqualTo("かな");
            desk.binding.undo();
            assertThat(desk.session.text()).isEqualTo("か");
            desk.binding.undo();
            assertThat(desk.session.text()).isEmpty();
        });
    }
}
