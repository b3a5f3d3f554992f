package dev.tandem.editor.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphemesTest {

    private static final String FAMILY = "👨‍👩‍👧";

    @ParameterizedTest
    @CsvSource({
        "plain letters, abc, 0 1 2 3",
        "a family of three with joiners, a👨‍👩‍👧b, 0 1 9 10",
        "a letter with a combining accent, xe\u0301y, 0 1 3 4",
        "two flags, 🇩🇪🇫🇷, 0 4 8",
        "a thumb with a skin tone, 👍🏽!, 0 4 5",
        "a heart on fire, ❤️‍🔥z, 0 5 6",
        "a keycap, 1️⃣2, 0 3 4",
        "Hangul from its letters, \u1100\u1161\u11a8x, 0 3 4",
        "Devanagari with a vowel sign, निx, 0 2 3"
    })
    void aCaretStandsOnlyBetweenClusters(String what, String text, String expected) {
        List<String> boundaries = new ArrayList<>();
        for (int at = 0; at <= text.length(); at++) {
            if (Graphemes.floor(text, at) == at) {
                boundaries.add(Integer.toString(at));
            }
        }
        assertThat(String.join(" ", boundaries)).as(what).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0,0,0,1", "1,1,0,9", "5,1,1,9", "9,9,1,10", "10,10,9,10"})
    void eachDirectionFindsTheNextBoundary(int offset, int floor, int before, int after) {
        String text = "a" + FAMILY + "b";
        assertThat(Graphemes.floor(text, offset)).isEqualTo(floor);
        assertThat(Graphemes.before(text, offset)).isEqualTo(before);
        assertThat(Graphemes.after(text, offset)).isEqualTo(after);
        assertThat(Graphemes.ceiling(text, offset)).isEqualTo(floor == offset ? offset : after);
    }

    @ParameterizedTest
    @CsvSource({"10000", "100001"})
    void clustersFarIntoALongLineAreFoundToo(int before) {
        String text = "é".repeat(before) + FAMILY.repeat(3);
        assertThat(Graphemes.floor(text, before + 3)).isEqualTo(before);
        assertThat(Graphemes.after(text, before)).isEqualTo(before + 8);
        assertThat(Graphemes.before(text, before + 16)).isEqualTo(before + 8);
    }
}
