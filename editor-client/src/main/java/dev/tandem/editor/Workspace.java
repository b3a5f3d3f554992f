package dev.tandem.editor;

import dev.tandem.editor.session.Session;
import dev.tandem.editor.settings.Settings;
import dev.tandem.model.DocumentId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The engine under window and command line: everything a person can do with the documents on this device.
 *
 * <p>May be used from any thread; only {@link #close()} waits. Futures complete on a thread of the workspace.
 */
public interface Workspace extends AutoCloseable {

    /** The documents on this device, the last changed first. */
    List<DocumentSummary> documents();

    /** Makes a document and opens it. Called on the document's thread; the session may be used at once. */
    Session create(String title, Executor documentThread);

    /**
     * Opens a document. The future completes on the document's thread. One that is open already gets the same session;
     * it closes when everyone who opened it has closed it.
     */
    CompletableFuture<Session> open(DocumentId id, Executor documentThread);

    /** Gives a document another title. */
    CompletableFuture<Void> rename(DocumentId id, String title);

    /** Removes a document from this device; one that is on a hub stays there. Fails while it is open. */
    CompletableFuture<Void> delete(DocumentId id);

    /** Makes a document of a file; fails with {@link ImportException}. */
    CompletableFuture<Imported> importFile(Path file);

    /**
     * Writes a document to a file with the encoding and line ends of its properties, whole or not at all; fails with
     * {@link ExportException}.
     */
    CompletableFuture<Void> exportFile(DocumentId id, Path file);

    /** The way to the hub. */
    HubLink hub();

    /** What the person has set. */
    Settings settings();

    /** What {@link #remember} was last told, for instance how the window was left. */
    Optional<String> remembered(String key);

    /** Keeps a value in the profile until it is told another one; written in the background. */
    void remember(String key, String value);

    /** Adds a listener. */
    void addListener(WorkspaceListener listener);

    /** Removes a listener. */
    void removeListener(WorkspaceListener listener);

    /** Closes every session, waits until everything is forced to disk, and releases the profile. */
    @Override
    void close();
}
