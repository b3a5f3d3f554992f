package dev.tandem.model;

import java.util.UUID;

/**
 * The name of a document, made once where the document is made and never used again.
 *
 * <p>Tandem's own documents are named by a random UUID. A hub without login also takes any name that a browser editor
 * chooses, so the value is text: 1 to {@value #MAX_LENGTH} UTF-16 units, without control characters or lone surrogates.
 * It is a name and never a path.
 */
public record DocumentId(String value) implements Comparable<DocumentId> {

    /** The longest name, in UTF-16 units. */
    public static final int MAX_LENGTH = 255;

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if the value is empty, too long, or holds a control character or lone surrogate
     */
    public DocumentId {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a document name has 1 to " + MAX_LENGTH + " characters");
        }
        boolean clean = value.codePoints()
                .noneMatch(c ->
                        Character.isISOControl(c) || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
        if (!clean) {
            throw new IllegalArgumentException("a document name holds no control characters and no broken text");
        }
    }

    /** A new name that no other document has. */
    public static DocumentId random() {
        return new DocumentId(UUID.randomUUID().toString());
    }

    @Override
    public int compareTo(DocumentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
