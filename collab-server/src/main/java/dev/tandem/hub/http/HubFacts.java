package dev.tandem.hub.http;

import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the addresses tell about the hub itself.
 *
 * @param issuer the login service, or null on a hub without login
 * @param audience what tokens must be made for
 * @param clientId what the desktop editor calls itself at the login service
 * @param maxFrameBytes the largest WebSocket message
 * @param failure what fails now, for a person to read; empty while the hub is ready
 * @param letIn whether a request with these {@code Host} and {@code Origin} headers, either of which may be missing, is let
 *     in
 */
public record HubFacts(
        @Nullable String issuer,
        String audience,
        String clientId,
        int maxFrameBytes,
        Supplier<Optional<String>> failure,
        BiPredicate<@Nullable String, @Nullable String> letIn) {}
