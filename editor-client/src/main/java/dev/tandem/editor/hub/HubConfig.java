package dev.tandem.editor.hub;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a hub says about itself.
 *
 * @param issuer who it takes logins from, or null if it wants none
 * @param clientId the client to log in as; empty if it wants no login
 */
public record HubConfig(@Nullable URI issuer, String clientId) {

    /** Whether the hub wants a login. */
    public boolean wantsLogin() {
        return issuer != null;
    }
}
