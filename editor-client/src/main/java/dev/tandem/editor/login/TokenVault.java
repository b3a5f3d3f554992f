package dev.tandem.editor.login;

import java.io.IOException;
import java.util.Optional;

/** Keeps the tokens of one profile between two starts. Called by one thread at a time; may wait for a disk or a person. */
public interface TokenVault {

    /**
     * What was stored last, or empty.
     *
     * @throws IOException if the vault cannot be read now
     */
    Optional<Tokens> load() throws IOException;

    /**
     * Stores the tokens in place of the older ones; they are kept when it returns.
     *
     * @throws IOException if they cannot be stored; the message is for a person
     */
    void store(Tokens tokens) throws IOException;

    /** Forgets the tokens. */
    void forget() throws IOException;

    /** Where the tokens are, a sentence for a person. */
    String whereabouts();
}
