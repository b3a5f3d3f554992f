package dev.tandem.editor.cli;

import dev.tandem.editor.Workspace;
import dev.tandem.model.DocumentId;
import java.nio.file.Path;
import java.util.Optional;

/** Shows the window on an open workspace. */
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
}
