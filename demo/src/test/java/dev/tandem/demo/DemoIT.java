package dev.tandem.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The headless demo as a person runs it, with the real Keycloak; all keystrokes in the long form of the proofs. */
class DemoIT {
    @Test
    void twoLoggedInEditorsWriteTogetherAreCutOffTwiceAndEndWithOneText() throws Exception {
        Path data = Path.of("target", "demo").toAbsolutePath();
        if (Files.exists(data)) {
            DemoMain.delete(data);
        }
        String edits = Boolean.getBoolean("tandem.proof") ? "26078" : "4000";
        StringWriter out = new StringWriter();

        int exit = DemoMain.commandLine()
                .setOut(new PrintWriter(out))
                .execute("--headless", "--edits", edits, "--data", data.toString());

        System.out.println(out);
        assertThat(exit).as(out.toString()).isZero();
        assertThat(out.toString())
                .contains("Alice Andersson and Bob Bianchi are logged in")
                .contains("Pulled Alice's cable")
                .contains("Pulled both cables")
                .contains("Everything holds.")
                .doesNotContain("FAILED");
    }

    @Test
    void aWrongFlagIsRefusedBeforeAnythingStarts() {
        StringWriter err = new StringWriter();
        int exit = DemoMain.commandLine().setErr(new PrintWriter(err)).execute("--headless", "--edits", "7");
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).startsWith("tandem demo: --edits must be between 2000 and 26078, not 7.");
    }
}
