package dev.tandem.editor.login;

import java.net.URI;
import java.time.Duration;

/** Tells a person where to type which code. */
@FunctionalInterface
public interface DevicePrompt {

    /**
     * Shows the code and returns at once. Called on a thread of the login.
     *
     * @param page the page to open on any device
     * @param code what to type there
     * @param pageWithCode the page with the code already in it, for a link or a QR code
     * @param lifetime how long the code is good for
     */
    void show(URI page, String code, URI pageWithCode, Duration lifetime);
}
