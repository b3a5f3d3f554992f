package dev.tandem.editor.ui.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvatarTest {

    @ParameterizedTest
    @CsvSource({"Alice Arnold, AA", "bob, B", "'  Ana María de la Cruz ', AC", "'', ?", "😀 face, 😀F", "élan vital, ÉV"
    })
    void initialsAreTheFirstLettersOfTheFirstAndLastWord(String name, String initials) {
        assertThat(Avatar.initials(name)).isEqualTo(initials);
    }
}
