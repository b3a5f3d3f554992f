package dev.tandem.model;

import java.util.Locale;
import java.util.Optional;

/** What a person may do with a document; each role includes the ones after it. */
public enum Role {
    /** May also share the document, change roles and delete it. */
    OWNER,
    /** May also change the text. */
    EDITOR,
    /** May read the text and see who else does. */
    VIEWER;

    /** Whether this role may change the text. */
    public boolean mayEdit() {
        return this != VIEWER;
    }

    /** The word on the wire and in the command line: {@code owner}, {@code editor} or {@code viewer}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of that word, or empty for any other. */
    public static Optional<Role> ofWord(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
