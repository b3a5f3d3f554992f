package dev.tandem.editor.sync;

import java.util.concurrent.CompletableFuture;

/** Where a lane gets what it shows the hub. */
@FunctionalInterface
public interface TokenSource {

    /**
     * A token that is good for some time yet; empty text for a hub without login. Fails with {@link LoginNeededException}
     * when only a new login helps, and with anything else when trying again later may work. Returns at once.
     */
    CompletableFuture<String> token();

    /** Only a new login helps. The message is a sentence for a person. */
    final class LoginNeededException extends Exception {

        /** Says why. */
        public LoginNeededException(String message) {
            super(message);
        }
    }
}
