package dev.tandem.editor.ui.tab;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource({
        "'', Trip.md, Markdown",
        "'', TextGate.JAVA, Java",
        "'', notes, Plain text",
        "'', md, Plain text",
        "'', what.ever, Plain text",
        "Python, notes.md, Python",
        "python, '', Python",
        "Klingon, a.rs, Rust"
    })
    void thePropertyDecidesAndThenTheTitle(String property, String title, String label) {
        assertThat(Language.of(property, title).label()).isEqualTo(label);
    }

    @Test
    void aStrangersColourThatIsNoneIsGrey() {
        assertThat(PeerColor.of("url(javascript)")).isEqualTo(Color.GRAY);
        assertThat(PeerColor.of("#1971c2")).isEqualTo(new Color(0x1971c2));
    }

    @Test
    void aColourThatCannotBeSeenOnPaperIsDarkened() {
        Color seen = PeerColor.of("#ffff99");
        assertThat(seen.getGreen()).isLessThan(0xcc);
        assertThat(PeerColor.inkOn(new Color(0xffff99))).isNotEqualTo(Color.WHITE);
    }
}
