package dev.tandem.editor.login;

import dev.tandem.editor.settings.Knob;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The browser that the person has set, or else the one that this system opens pages with. Uses the system's own opener, so
 * that no window toolkit is needed.
 */
public final class SystemBrowser implements BrowserOpener {

    /** The knob for another program than the system's own. */
    public static final Knob<String> KNOB = Knob.text(
            "login.browser",
            "The program that shows the login page; it is given the address as its only argument. Empty: the system's"
                    + " own.",
            "a program on the PATH or its full path",
            program -> true,
            "");

    private final String program;

    /** The program of the knob; empty for the system's own. */
    public SystemBrowser(String program) {
        this.program = program;
    }

    @Override
    public void open(URI page) throws IOException {
        List<String> command = program.isEmpty()
                ? command(System.getProperty("os.name", "").toLowerCase(Locale.ROOT), page)
                : List.of(program, page.toString());
        Process opener = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            // Openers hand over and end; one that still runs became the browser itself.
            if (opener.waitFor(3, TimeUnit.SECONDS) && opener.exitValue() != 0) {
                throw new IOException(
                        "no browser could be opened (" + command.get(0) + " ended with " + opener.exitValue() + ")");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> command(String os, URI page) {
        if (os.startsWith("mac")) {
            return List.of("open", page.toString());
        }
        if (os.startsWith("windows")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler", page.toString());
        }
        return List.of("xdg-open", page.toString());
    }
}
