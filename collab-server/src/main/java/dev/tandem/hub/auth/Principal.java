package dev.tandem.hub.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection.
 *
 * @param subject the issuer's stable name for them ({@code sub})
 * @param username what they log in with ({@code preferred_username}), or null if the issuer does not say
 * @param name what others call them, or null if the issuer does not say
 * @param email their address, or null if the issuer does not say
 * @param expires when the token that proved it ends, or null without login
 */
public record Principal(
        String subject,
        @Nullable String username,
        @Nullable String name,
        @Nullable String email,
        @Nullable Instant expires) {

    /** Everyone on a hub without login. */
    public static final Principal ANONYMOUS = new Principal("anonymous", null, null, null, null);

    /** Whether this is a hub without login, where nobody is anybody in particular. */
    public boolean isAnonymous() {
        return expires == null;
    }

    /** The name to show to others; null on a hub without login, where everyone names themselves. */
    public @Nullable String displayName() {
        if (isAnonymous()) {
            return null;
        }
        if (name != null && !name.isBlank()) {
            return name;
        }
        return username != null && !username.isBlank() ? username : subject;
    }

    /** For logs: the subject alone. */
    @Override
    public String toString() {
        return "Principal[" + subject + "]";
    }
}
