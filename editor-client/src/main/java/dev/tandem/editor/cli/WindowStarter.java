package dev.tandem.editor.cli;

import dev.tandem.editor.Workspace;
import dev.tandem.model.DocumentId;
import java.nio.file.Path;
import java.util.Optional;

/** Shows the window on an open workspace, or why there is none. */
@FunctionalInterface
public interface WindowStarter {

    /**
     * Shows the window as it was left, with that document or file in front if one is given, and returns when the person has
     * closed it.
     *
     * @throws CommandFailure if there is no screen
     */
    void show(Workspace workspace, Optional<DocumentId> document, Optional<Path> file)
            throws CommandFailure, InterruptedException;

    /**
     * Shows why the window cannot be opened, for a person who sees no terminal, and returns when they have read it. Does
     * nothing where there is no screen.
     *
     * @param sentence what is wrong and what to do about it
     */
    default void refuse(String sentence) {}
}
