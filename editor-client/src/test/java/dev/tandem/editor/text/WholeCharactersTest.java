package dev.tandem.editor.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.fife.ui.rsyntaxtextarea.RSyntaxDocument;
import org.fife.ui.rsyntaxtextarea.Token;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is painted in one go never ends inside a character. */
class WholeCharactersTest {

    private static final String TEXT = "two 😀 a👩\u200D🚀 e\u0301 // ok ❤\uFE0F \"中文 𝒳\" नमस्ते";

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/markdown", "text/java", "text/json", "text/html", "text/python"})
    void noTokenBeginsInsideACharacterAndTheLineStaysWhole(String style) throws Exception {
        RSyntaxDocument document = new RSyntaxDocument(WholeCharacters.FACTORY, style);
        document.insertString(0, TEXT, null);
        List<String> tokens = new ArrayList<>();
        int offset = 0;
        for (Token token = document.getTokenListForLine(0);
                token != null && token.isPaintable();
                token = token.getNextToken()) {
            assertThat(token.getOffset()).as(tokens + " and then").isEqualTo(offset);
            offset += token.length();
            tokens.add(token.getLexeme());
        }
        assertThat(String.join("", tokens)).isEqualTo(TEXT);
        assertThat(tokens)
                .noneMatch(token -> Character.isLowSurrogate(token.charAt(0)))
                .noneMatch(token -> token.charAt(0) == '\u200D' || token.charAt(0) == '\uFE0F')
                .noneMatch(token -> Character.getType(token.charAt(0)) == Character.NON_SPACING_MARK);
    }
}
