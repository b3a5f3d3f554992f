package dev.tandem.editor.login;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Stores, finds and forgets a login, with the key store that this process sees, and says what happened. */
public final class VaultProcess {

    private VaultProcess() {}

    public static void main(String[] arguments) throws Exception {
        // The bus has threads that would keep a process alive whose work has failed.
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> {
            failure.printStackTrace();
            System.exit(1);
        });
        Path profile = Path.of(arguments[0]);
        Path file = profile.resolve("login.json");
        Tokens tokens = new Tokens(
                URI.create("http://127.0.0.1:1/realms/tandem"),
                "tandem-desktop",
                "an access token",
                Instant.parse("2030-01-01T00:00:00Z"),
                "a refresh token, größer",
                "an id token",
                "subject",
                "alice",
                "Alice Andersson");
        TokenVault vault = KeyStoreVault.orFile(profile, file);
        System.out.println("at first " + vault.load().map(Tokens::username));
        vault.store(tokens);
        System.out.println("whereabouts " + vault.whereabouts());
        System.out.println("file " + Files.exists(file));
        // As the next start of the editor finds it.
        TokenVault later = KeyStoreVault.orFile(profile, file);
        System.out.println("found the same " + later.load().map(tokens::equals));
        System.out.println("another profile's "
                + KeyStoreVault.orFile(profile.resolve("other"), profile.resolve("other.json"))
                        .load()
                        .map(Tokens::username));
        later.forget();
        System.out.println(
                "at last " + KeyStoreVault.orFile(profile, file).load().map(Tokens::username));
        System.exit(0);
    }
}
