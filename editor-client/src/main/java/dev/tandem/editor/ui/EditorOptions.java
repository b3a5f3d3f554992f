package dev.tandem.editor.ui;

import dev.tandem.model.DocumentId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the window opens beside everything that was left open.
 *
 * @param document a document of this device
 * @param file a file to make a document of
 */
public record EditorOptions(Optional<DocumentId> document, Optional<Path> file) {

    /** Nothing else. */
    public static EditorOptions none() {
        return new EditorOptions(Optional.empty(), Optional.empty());
    }

    /** This document in front. */
    public static EditorOptions document(DocumentId id) {
        return new EditorOptions(Optional.of(id), Optional.empty());
    }

    /** This file, imported, in front. */
    public static EditorOptions file(Path file) {
        return new EditorOptions(Optional.empty(), Optional.of(file));
    }
}
