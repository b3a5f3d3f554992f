package dev.tandem.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Whom a Hocuspocus frame is about: a document and, when the client asks for session awareness, one of several sessions
 * on it over the same socket. The answer carries the same address.
 *
 * @param documentName the document
 * @param sessionId the client's own name for the session, or null
 */
public record DocumentAddress(String documentName, @Nullable String sessionId) {

    /** Stands between the name and the session id; neither may hold it. */
    private static final char SEPARATOR = '\0';

    /**
     * Checks that the separator is in neither part.
     *
     * @throws IllegalArgumentException if it is
     */
    public DocumentAddress {
        if (documentName.indexOf(SEPARATOR) >= 0 || (sessionId != null && sessionId.indexOf(SEPARATOR) >= 0)) {
            throw new IllegalArgumentException("NUL is not part of a name");
        }
    }

    /** The document itself, without a session. */
    public static DocumentAddress of(String documentName) {
        return new DocumentAddress(documentName, null);
    }

    static DocumentAddress parse(String wire) throws MalformedMessageException {
        int separator = wire.indexOf(SEPARATOR);
        if (separator < 0) {
            return of(wire);
        }
        if (wire.indexOf(SEPARATOR, separator + 1) >= 0) {
            throw new MalformedMessageException("an address has more than two parts");
        }
        return new DocumentAddress(wire.substring(0, separator), wire.substring(separator + 1));
    }

    String wire() {
        return sessionId == null ? documentName : documentName + SEPARATOR + sessionId;
    }
}
