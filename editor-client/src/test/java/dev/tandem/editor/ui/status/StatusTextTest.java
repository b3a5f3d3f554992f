package dev.tandem.editor.ui.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.editor.session.DocumentState;
import dev.tandem.editor.session.HubState;
import dev.tandem.editor.ui.theme.Paint;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTextTest {

    private static DocumentState state(int unsaved) {
        return new DocumentState(unsaved == 0, unsaved, new HubState.NotShared());
    }

    @Test
    void savedIsSaidOnlyOfWhatIsSaved() {
        assertThat(StatusText.device(state(0)).words()).isEqualTo("Saved on this device");
        assertThat(StatusText.device(state(0)).paint()).isEqualTo(Paint.GOOD);
        assertThat(StatusText.device(state(3)).words()).isEqualTo("Saving…");
        assertThat(StatusText.device(state(3)).more()).startsWith("3 edits");
    }

    @Test
    void onlyAnAcknowledgedTextIsOnTheHub() {
        assertThat(StatusText.hub(new HubState.OnHub(Instant.EPOCH)))
                .extracting(StatusText::words, StatusText::paint)
                .containsExactly("On the hub", Paint.GOOD);
        assertThat(StatusText.hub(new HubState.Waiting(1)))
                .extracting(StatusText::words, StatusText::paint)
                .containsExactly("Sending 1 edit", Paint.WAIT);
        assertThat(StatusText.hub(new HubState.NotShared()).words()).isEqualTo("Only on this device");
    }

    @Test
    void whatWaitsIsCounted() {
        assertThat(StatusText.hub(new HubState.Offline("The hub cannot be reached.", 12)))
                .extracting(StatusText::words, StatusText::more)
                .containsExactly(
                        "Offline: 12 edits waiting",
                        "The hub cannot be reached. You can go on writing; it is sent later.");
        assertThat(StatusText.hub(new HubState.Offline("Gone.", 0)).words()).isEqualTo("Offline");
        assertThat(StatusText.hub(new HubState.Connecting(2)).words()).isEqualTo("Connecting…: 2 edits waiting");
        assertThat(StatusText.hub(new HubState.Syncing(0)).words()).isEqualTo("Syncing…");
        assertThat(StatusText.hub(new HubState.Paused("log in again", 4)).words())
                .isEqualTo("Paused: log in again");
        assertThat(StatusText.hub(new HubState.Refused("You may only read.", 5)))
                .extracting(StatusText::words, StatusText::paint)
                .containsExactly("Not taken by the hub: 5 edits waiting", Paint.BAD);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "one, 1",
        "'  one  two ', 2",
        "it's a well-known fact, 4",
        "'- dash - alone', 2",
        "naïve e\u0301te\u0301, 2",
        "'3.14 and 7', 4"
    })
    void wordsAreCountedAsAPersonCountsThem(String text, int words) {
        assertThat(WordCount.of(text)).isEqualTo(words);
    }
}
