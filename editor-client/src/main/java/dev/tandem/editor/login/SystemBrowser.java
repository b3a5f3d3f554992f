package dev.tandem.editor.login;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The browser that this system opens pages with. Uses the system's own opener, so that no window toolkit is needed. */
public final class SystemBrowser implements BrowserOpener {

    @Override
    public void open(URI page) throws IOException {
        List<String> command = command(System.getProperty("os.name", "").toLowerCase(Locale.ROOT), page);
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
