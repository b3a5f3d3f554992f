package dev.tandem.editor;

import dev.tandem.editor.login.BrowserOpener;
import dev.tandem.editor.login.DevicePrompt;
import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The way to the hub: where it is, who we are there, and which documents are on it.
 *
 * <p>May be used from any thread; nothing here waits. Futures complete on a thread of the workspace and fail with
 * {@link HubException}, whose message is a sentence for a person.
 */
public interface HubLink {

    /** How the link stands now. */
    HubLinkState state();

    /** The hub's address, once one was named. */
    Optional<URI> address();

    /** Whether the hub wants a login; empty until it was asked once. */
    Optional<Boolean> wantsLogin();

    /** Who is logged in, if anybody is. */
    Optional<Identity> identity();

    /**
     * Names the hub ({@code http://host:port} or {@code https://...}) and connects to it, now and at every later start.
     * The future completes once the hub has answered; the name is kept only then.
     */
    CompletableFuture<Void> connect(URI hub);

    /** Forgets the hub. Documents stay on this device as they are. */
    CompletableFuture<Void> disconnect();

    /** Logs in with the browser; the future completes when the person has come back from it. */
    CompletableFuture<Identity> login(BrowserOpener browser);

    /** Logs in with a code that the person types into a browser elsewhere. */
    CompletableFuture<Identity> loginWithDevice(DevicePrompt prompt);

    /** Gives up the login that waits for its person, if one does; its future fails, saying so. */
    void cancelLogin();

    /** Ends the login at its server and forgets it here. */
    CompletableFuture<Void> logout();

    /** Puts a document on the hub; until its owner does this, nothing of it leaves the device. */
    CompletableFuture<Void> share(DocumentId document);

    /** Puts a document on the hub if it is not there yet, and lets a person open it in that role. */
    CompletableFuture<Void> share(DocumentId document, String person, Role role);

    /** Takes a person's right to a document away. */
    CompletableFuture<Void> revoke(DocumentId document, String person);

    /** Who may open a shared document. */
    CompletableFuture<List<Member>> members(DocumentId document);

    /** Looks now for documents that others have shared, instead of at the next round. */
    CompletableFuture<Void> refresh();
}
