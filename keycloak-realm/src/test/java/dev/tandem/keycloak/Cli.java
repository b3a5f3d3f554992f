package dev.tandem.keycloak;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The command line run in this JVM, with what it printed. */
record Cli(int exit, String out, String err) {
    static Cli run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = KeycloakMain.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Cli(exit, out.toString(), err.toString());
    }
}
