package dev.tandem.editor.login;

import java.io.IOException;
import java.net.URI;

/** Shows a page to the person. */
@FunctionalInterface
public interface BrowserOpener {

    /**
     * Shows the page and returns at once. Called on a thread of the login.
     *
     * @throws IOException if there is no browser; the message says so
     */
    void open(URI page) throws IOException;
}
