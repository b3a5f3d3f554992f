package dev.tandem.editor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesTest {

    @ParameterizedTest
    @CsvSource({
        "notes, notes.txt",
        "Trip.md, Trip.md",
        "a/b\\c:d, a-b-c-d.txt",
        "'', Untitled.txt",
        ".., Untitled.txt",
        "'../../etc/passwd', ..-..-etc-passwd"
    })
    void aTitleBecomesAFileNameThatEverySystemTakes(String title, String name) {
        assertThat(Files.fileName(title)).isEqualTo(name);
    }
}
