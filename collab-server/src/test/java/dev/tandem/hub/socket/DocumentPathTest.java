package dev.tandem.hub.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.model.DocumentId;
import org.junit.jupiter.api.Test;

class DocumentPathTest {

    private static String name(String rest) {
        return DocumentPath.parse(DocumentPath.PREFIX + rest)
                .map(DocumentId::value)
                .orElse("refused");
    }

    @Test
    void slashesAndDotsArePartOfTheName() {
        assertThat(name("a/../b//c.")).isEqualTo("a/../b//c.");
    }

    @Test
    void whatABrowserEncodesIsDecoded() {
        assertThat(name("%C3%BCber%20alles")).isEqualTo("\u00fcber alles");
    }

    @Test
    void whatOnlyLooksEncodedIsTakenAsItStands() {
        assertThat(name("50%")).isEqualTo("50%");
        assertThat(name("50%2")).isEqualTo("50%2");
        assertThat(name("%zz")).isEqualTo("%zz");
        assertThat(name("%ff")).isEqualTo("%ff");
        assertThat(name("%41")).isEqualTo("A");
    }

    @Test
    void aNameThatNoDocumentCanHaveIsRefused() {
        assertThat(name("")).isEqualTo("refused");
        assertThat(name("a%00b")).isEqualTo("refused");
        assertThat(name("%0a")).isEqualTo("refused");
        assertThat(name("x".repeat(256))).isEqualTo("refused");
        assertThat(name("x".repeat(255))).hasSize(255);
        assertThat(name("%F0%9F%98%80".repeat(127))).hasSize(254);
    }
}
