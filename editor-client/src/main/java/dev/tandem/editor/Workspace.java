package dev.tandem.editor;

import dev.tandem.editor.login.KeyStoreVault;
import dev.tandem.editor.login.TokenVault;
import dev.tandem.editor.session.HubState;
import dev.tandem.editor.session.Person;
import dev.tandem.editor.session.Session;
import dev.tandem.editor.settings.Settings;
import dev.tandem.editor.sync.LaneSettings;
import dev.tandem.model.DocumentId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * The engine under window and command line: everything a person can do with the documents on this device.
 *
 * <p>May be used from any thread; only {@link #close()} waits. Futures complete on a thread of the workspace.
 */
public interface Workspace extends AutoCloseable {

    /**
     * Opens the workspace of a profile, which is made if it does not exist; a hub that was named before is connected to in
     * the background. Waits for the disk.
     *
     * @throws ProfileException if another process has the profile, or it is damaged or cannot be used
     */
    static Workspace open(Profile profile) throws ProfileException {
        return open(profile, directory -> KeyStoreVault.orFile(directory, directory.resolve("login.json")));
    }

    /**
     * The same with another place for the login, for instance a file where the key store of the system must not be asked.
     *
     * @throws ProfileException as above
     */
    static Workspace open(Profile profile, Function<Path, TokenVault> vault) throws ProfileException {
        return ProfileWorkspace.open(profile, vault, LaneSettings.defaults());
    }

    /** The documents on this device, the last changed first. */
    List<DocumentSummary> documents();

    /** How a document stands with the hub, open or not. */
    HubState hubState(DocumentId id);

    /** Makes a document and opens it. Called on the document's thread; the session may be used at once. */
    Session create(String title, Executor documentThread);

    /**
     * Opens a document. The future completes on the document's thread. One that is open already gets the same session;
     * it closes when everyone who opened it has closed it.
     */
    CompletableFuture<Session> open(DocumentId id, Executor documentThread);

    /** Gives a document another title; fails with {@link DocumentException} if there is no such document. */
    CompletableFuture<Void> rename(DocumentId id, String title);

    /**
     * Removes a document from this device; one that is on a hub stays there. Fails with
     * {@link DocumentException} while it is open.
     */
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

    /** Who the person at this device is to others. */
    Person person();

    /** What the person has set. */
    Settings settings();

    /** Where the login is kept, a sentence. */
    String loginWhereabouts();

    /** What keeps texts from being saved at the moment, a sentence; empty while all is well. */
    Optional<String> storeFailure();

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
