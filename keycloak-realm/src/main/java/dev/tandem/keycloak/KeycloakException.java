package dev.tandem.keycloak;

/** Keycloak could not be had, started or used. The message is a sentence for a person, with the way out where there is one. */
public final class KeycloakException extends Exception {
    private static final long serialVersionUID = 1L;

    public KeycloakException(String sentence) {
        super(sentence);
    }

    public KeycloakException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
