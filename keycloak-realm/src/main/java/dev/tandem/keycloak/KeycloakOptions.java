package dev.tandem.keycloak;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a Keycloak is started with.
 *
 * @param host a loopback address, since the passwords of the realm are known to everyone
 * @param port 0 to 65535; 0 lets the system choose
 * @param data where users, sessions, keys and the log live; made when missing
 * @param cache where Keycloak itself is unpacked; shared between all who start one
 * @param patience how long starting may take before it counts as failed
 */
public record KeycloakOptions(String host, int port, Path data, Path cache, Duration patience) {
    public static final String DEFAULT_HOST = "127.0.0.1";
    public static final int DEFAULT_PORT = 8080;

    /** On 127.0.0.1, from the user's own cache; patient enough for a slow machine that is also busy. */
    public static KeycloakOptions on(int port, Path data) {
        return new KeycloakOptions(DEFAULT_HOST, port, data, Distribution.defaultCache(), Duration.ofMinutes(5));
    }

    public KeycloakOptions withHost(String newHost) {
        return new KeycloakOptions(newHost, port, data, cache, patience);
    }
}
