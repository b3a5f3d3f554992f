package dev.tandem.editor.ui.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgoTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T11:59:40Z, Just now",
        "2026-11-22T12:00:30Z, Just now",
        "2026-11-22T11:59:00Z, 1 minute ago",
        "2026-11-22T11:10:00Z, 50 minutes ago",
        "2026-11-22T00:30:00Z, Today 00:30",
        "2026-11-21T23:30:00Z, Yesterday 23:30"
    })
    void timesAreSaidAsAPersonSaysThem(Instant when, String words) {
        assertThat(Ago.of(when, Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC))
                .isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-20T23:30:00Z", "2025-11-22T12:00:00Z"})
    void olderOnesAreDates(Instant when) {
        assertThat(Ago.of(when, Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC))
                .containsPattern("202[56]");
    }
}
