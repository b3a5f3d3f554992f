package dev.tandem.editor;

import dev.tandem.model.DocumentId;
import java.util.List;

/**
 * A file that became a document.
 *
 * @param id the new document
 * @param notices sentences for a person about what could not be taken as it was, for instance mixed line ends
 */
public record Imported(DocumentId id, List<String> notices) {

    /** Keeps an unmodifiable copy. */
    public Imported {
        notices = List.copyOf(notices);
    }
}
