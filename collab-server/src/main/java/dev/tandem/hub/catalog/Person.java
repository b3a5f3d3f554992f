package dev.tandem.hub.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Someone who logged in to this hub at least once.
 *
 * @param subject the issuer's stable name for them
 * @param username what they log in with, or null if the issuer does not say
 * @param name what others call them, or null
 * @param email their address, or null
 */
public record Person(
        String subject,
        @Nullable String username,
        @Nullable String name,
        @Nullable String email) {

    private static final int MAX_LENGTH = 255;

    /** Takes what the issuer says, cut to what the catalog keeps and without control characters. */
    public Person {
        username = clean(username);
        name = clean(name);
        email = clean(email);
    }

    private static @Nullable String clean(@Nullable String text) {
        if (text == null) {
            return null;
        }
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .filter(c -> !Character.isISOControl(c) && (c < 0xD800 || c > 0xDFFF))
                .limit(MAX_LENGTH / 2)
                .forEach(clean::appendCodePoint);
        return clean.isEmpty() ? null : clean.toString();
    }
}
