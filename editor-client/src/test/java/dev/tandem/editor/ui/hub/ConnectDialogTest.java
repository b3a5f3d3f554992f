package dev.tandem.editor.ui.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectDialogTest {

    @ParameterizedTest
    @CsvSource({
        "https://hub.example.org, https://hub.example.org",
        "hub.example.org, https://hub.example.org",
        "http://10.0.0.7:8484, http://10.0.0.7:8484",
        "localhost:8484, http://localhost:8484",
        "127.0.0.1:8484, http://127.0.0.1:8484"
    })
    void whatAPersonTypesIsUnderstood(String typed, String address) {
        assertThat(ConnectDialog.parse(typed)).contains(URI.create(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "ftp://hub", "hub with blanks", "https://", "file:///etc/passwd"})
    void anythingElseIsNoAddress(String typed) {
        assertThat(ConnectDialog.parse(typed.strip())).isEmpty();
    }
}
