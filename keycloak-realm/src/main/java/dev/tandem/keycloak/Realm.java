package dev.tandem.keycloak;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The names that the realm file gives; what an editor or a hub must be told to use this realm. */
public final class Realm {
    public static final String NAME = "tandem";
    /** The public client of the desktop editor. */
    public static final String CLIENT = "tandem-desktop";
    /** What a token must be made out to for the hub to take it. */
    public static final String HUB_AUDIENCE = "tandem-hub";

    public static final String USER_ROLE = "hub-user";
    public static final String ADMIN_ROLE = "hub-admin";

    private Realm() {}

    /** The realm file as Keycloak imports it. */
    static byte[] json() {
        try (InputStream file = Realm.class.getResourceAsStream("tandem-realm.json")) {
            if (file == null) {
                throw new IllegalStateException("tandem-realm.json is missing from the class path");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
