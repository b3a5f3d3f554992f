package dev.tandem.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ScriptTest {
    @Test
    void theRecordingHasTwoWritersAndMergesToItsOwnText() throws Exception {
        Script script = Script.friendsForever(Integer.MAX_VALUE);

        assertThat(script.keystrokes()).isEqualTo(26_078);
        assertThat(script.parts().get(0)).hasSize(12_124);
        assertThat(script.parts().get(1)).hasSize(13_954);
        assertThat(script.finalText()).hasSize(21_362);
        assertThat(script.survivors()).hasSize(21_362).doesNotHaveDuplicates();
        assertThat(script.finalText()).isEqualTo(recorded());
    }

    @Test
    void aKeystrokeNamesTheCharactersItTouches() throws Exception {
        JsonNode recording = new ObjectMapper().readTree("""
                {"txns":[
                  {"parents":[],"agent":0,"patches":[[0,0,"ab"]]},
                  {"parents":[0],"agent":1,"patches":[[1,1,"X"]]},
                  {"parents":[0],"agent":0,"patches":[[0,0,"c"]]},
                  {"parents":[1,2],"agent":1,"patches":[[0,0,"Y"]]}
                ]}
                """);
        Script script = Script.of(recording, 10);

        assertThat(script.finalText()).isEqualTo("YcaX");
        assertThat(script.parts().get(0))
                .extracting(Keystroke::othersCharacters)
                .containsExactly(0, 0);
        Keystroke replaced = script.parts().get(1).get(0);
        assertThat(replaced.othersCharacters()).isEqualTo(2);
        assertThat(replaced.after()).isEqualTo(new Keystroke.Mark(0, 0));
        assertThat(replaced.deleted()).containsExactly(new Keystroke.Mark(0, 1));
        Keystroke last = script.parts().get(1).get(1);
        assertThat(last.othersCharacters()).isEqualTo(3);
        assertThat(last.after()).isNull();
    }

    private static String recorded() throws Exception {
        try (InputStream file = Script.class.getResourceAsStream("friendsforever.concurrent.json.gz")) {
            return new ObjectMapper()
                    .readTree(new GZIPInputStream(file))
                    .get("endContent")
                    .asText();
        }
    }
}
