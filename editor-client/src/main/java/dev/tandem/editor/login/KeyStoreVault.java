package dev.tandem.editor.login;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.PasswordAccessException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens in the key store of the operating system, with a file where there is none or where it refuses: Windows takes at
 * most 2,560 bytes, and a locked key ring takes nothing.
 *
 * <p>The library says some refusals by exceptions of its own making, others by whatever breaks in it: for a key ring that
 * is locked and has nobody to ask for its password, a {@code NullPointerException}. All of them mean the same.
 */
public final class KeyStoreVault implements TokenVault {

    private static final Logger LOG = LoggerFactory.getLogger(KeyStoreVault.class);
    private static final String SERVICE = "Tandem";

    private final Keyring keyring;
    private final String account;
    private final FileVault file;
    private boolean inFile;

    private KeyStoreVault(Keyring keyring, String account, FileVault file) {
        this.keyring = keyring;
        this.account = account;
        this.file = file;
    }

    /** The key store of this system, or the file if there is none. */
    public static TokenVault orFile(Path profile, Path file) {
        FileVault fallback = new FileVault(file);
        try {
            return new KeyStoreVault(Keyring.create(), profile.toString(), fallback);
        } catch (BackendNotSupportedException | RuntimeException none) {
            LOG.info("There is no key store here: {}", none.getMessage());
            return fallback;
        }
    }

    @Override
    public Optional<Tokens> load() throws IOException {
        Optional<Tokens> fromFile = file.load();
        if (fromFile.isPresent()) {
            inFile = true;
            return fromFile;
        }
        try {
            return Tokens.fromJson(keyring.getPassword(SERVICE, account));
        } catch (PasswordAccessException | RuntimeException nothingThere) {
            // The library says "not found" and "not allowed" the same way; both mean a new login.
            LOG.debug("The key store has no login for this profile", nothingThere);
            return Optional.empty();
        }
    }

    @Override
    public void store(Tokens tokens) throws IOException {
        try {
            keyring.setPassword(SERVICE, account, tokens.toJson());
            file.forget();
            inFile = false;
        } catch (PasswordAccessException | RuntimeException refused) {
            LOG.warn("The key store did not take the login, so a file does: {}", refused.getMessage());
            file.store(tokens);
            inFile = true;
        }
    }

    @Override
    public void forget() throws IOException {
        file.forget();
        try {
            keyring.deletePassword(SERVICE, account);
        } catch (PasswordAccessException | RuntimeException nothingThere) {
            LOG.debug("There was no login in the key store", nothingThere);
        }
    }

    @Override
    public String whereabouts() {
        return inFile
                ? "This system's key store did not take the login; it is " + file.place()
                : "The login is kept in this system's key store.";
    }
}
