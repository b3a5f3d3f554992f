package dev.tandem.editor.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.fife.ui.rsyntaxtextarea.SyntaxConstants;
import org.junit.jupiter.api.Test;

class LargeTextTest {

    @Test
    void aVeryLongLineDropsWrapAndHighlighting() throws Exception {
        Desk.with("short\n", desk -> {
            List<String> notices = new ArrayList<>();
            desk.binding.onLarge(notices::add);
            desk.area.show(SyntaxConstants.SYNTAX_STYLE_JAVA, true);
            desk.area.insert("x".repeat(LargeText.MAX_LINE - 5), 0);
            assertThat(desk.area.getLineWrap()).isTrue();
            assertThat(notices).isEmpty();
            desk.session.otherWrites(3, 0, "yyy");
            assertThat(desk.area.getLineWrap()).isFalse();
            assertThat(desk.area.getSyntaxEditingStyle()).isEqualTo(SyntaxConstants.SYNTAX_STYLE_NONE);
            assertThat(notices)
                    .containsExactly("This document has a very long line, so line wrap and highlighting are off.");
        });
    }

    @Test
    void aVeryLargeTextIsPreparedInTheBackgroundAndCatchesUp() throws Exception {
        String text = "0123456789 abcdefghijklmnopqrstuvwxyz\n".repeat(140_000);
        assertThat(text.length()).isGreaterThan(LargeText.MAX_LENGTH);
        Desk.with(
                text,
                desk -> {
                    List<String> notices = new ArrayList<>();
                    desk.binding.onLarge(notices::add);
                    assertThat(notices)
                            .containsExactly("This document is very large, so line wrap and highlighting are off.");
                    assertThat(desk.area.isEditable()).isFalse();
                    desk.session.otherWrites(0, 0, "while loading ");
                },
                desk -> {
                    assertThat(desk.area.getText(0, 25)).isEqualTo("while loading 0123456789 ");
                    assertThat(desk.area.isEditable()).isTrue();
                    desk.type("!");
                });
    }
}
