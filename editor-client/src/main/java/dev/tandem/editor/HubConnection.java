package dev.tandem.editor;

import dev.tandem.editor.hub.HubClient;
import dev.tandem.editor.hub.HubConfig;
import dev.tandem.editor.hub.HubDocument;
import dev.tandem.editor.hub.HubRefusedException;
import dev.tandem.editor.login.Account;
import dev.tandem.editor.login.BrowserOpener;
import dev.tandem.editor.login.DevicePrompt;
import dev.tandem.editor.login.LoginException;
import dev.tandem.editor.login.NetworkReasons;
import dev.tandem.editor.login.OidcLogin;
import dev.tandem.editor.login.Tokens;
import dev.tandem.editor.replica.Replica;
import dev.tandem.editor.replica.ReplicaDocument;
import dev.tandem.editor.session.Documents;
import dev.tandem.editor.sync.HubLane;
import dev.tandem.editor.sync.LaneSettings;
import dev.tandem.editor.sync.LaneState;
import dev.tandem.editor.sync.TokenSource.LoginNeededException;
import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The link of one workspace: names the hub, asks it, logs in, and keeps the lane.
 *
 * <p>May be used from any thread.
 */
final class HubConnection implements HubLink, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HubConnection.class);
    private static final String ADDRESS = "hub.address";
    private static final String ISSUER = "hub.issuer";
    private static final String CLIENT = "hub.client";
    private static final long LOOK_SECONDS = 20;
    private static final int LONGEST_TITLE = 200;

    private final Replica replica;
    private final Documents documents;
    private final Account account;
    private final HttpClient http;
    private final LaneSettings laneSettings;
    private final Runnable changed;
    private final ScheduledFuture<?> looking;

    /** The hub that is connected to; replaced as a whole. */
    private record Target(URI address, HubConfig config, HubClient client, HubLane lane) {}

    private volatile @Nullable Target target;

    HubConnection(
            Replica replica,
            Documents documents,
            Account account,
            HttpClient http,
            LaneSettings laneSettings,
            ScheduledExecutorService clock,
            Runnable changed) {
        this.replica = replica;
        this.documents = documents;
        this.account = account;
        this.http = http;
        this.laneSettings = laneSettings;
        this.changed = changed;
        this.looking = clock.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** Connects to the hub that was named in an earlier start, if any was. */
    void start() {
        String known = replica.remembered(ADDRESS).orElse("");
        if (!known.isEmpty()) {
            String issuer = replica.remembered(ISSUER).orElse("");
            use(
                    URI.create(known),
                    new HubConfig(
                            issuer.isEmpty() ? null : URI.create(issuer),
                            replica.remembered(CLIENT).orElse("")));
        }
    }

    @Override
    public HubLinkState state() {
        Target now = target;
        if (now == null) {
            return new HubLinkState.NoHub();
        }
        LaneState lane = now.lane().state();
        if (lane instanceof LaneState.Open) {
            return new HubLinkState.Online(now.address());
        }
        if (lane instanceof LaneState.Paused paused) {
            return new HubLinkState.LoginNeeded(now.address(), paused.reason());
        }
        return lane instanceof LaneState.Offline offline
                ? new HubLinkState.Offline(now.address(), offline.reason())
                : new HubLinkState.Connecting(now.address());
    }

    @Override
    public Optional<URI> address() {
        Target now = target;
        // One that was named at an earlier start is known before the stored login is read and the lane begins.
        return now != null
                ? Optional.of(now.address())
                : replica.remembered(ADDRESS).filter(known -> !known.isEmpty()).map(URI::create);
    }

    @Override
    public Optional<Boolean> wantsLogin() {
        return Optional.ofNullable(target).map(now -> now.config().wantsLogin());
    }

    @Override
    public Optional<Identity> identity() {
        return account.current().map(HubConnection::identity);
    }

    private static Identity identity(Tokens tokens) {
        return new Identity(tokens.subject(), tokens.username(), tokens.name());
    }

    @Override
    public CompletableFuture<Void> connect(URI hub) {
        URI address;
        try {
            address = normalised(hub);
        } catch (HubException notAnAddress) {
            return CompletableFuture.failedFuture(notAnAddress);
        }
        return sentences(client(address).config().thenAccept(config -> {
            remember(address, config);
            use(address, config);
            refreshQuietly();
        }));
    }

    static URI normalised(URI hub) throws HubException {
        String scheme = hub.getScheme() == null ? "" : hub.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || hub.getHost() == null) {
            throw new HubException(
                    "\"" + hub + "\" is not the address of a hub. It looks like https://hub.example.org or"
                            + " http://127.0.0.1:8484.");
        }
        return URI.create(scheme + "://" + hub.getHost() + (hub.getPort() < 0 ? "" : ":" + hub.getPort()));
    }

    private void remember(URI address, HubConfig config) {
        URI issuer = config.issuer();
        replica.remember(ADDRESS, address.toString());
        replica.remember(ISSUER, issuer == null ? "" : issuer.toString());
        replica.remember(CLIENT, config.clientId());
    }

    private HubClient client(URI address) {
        return new HubClient(http, address, NetworkReasons::of);
    }

    private synchronized void use(URI address, HubConfig config) {
        Target old = target;
        if (old != null && old.address().equals(address) && old.config().equals(config)) {
            old.lane().resume();
            return;
        }
        if (old != null) {
            documents.disconnect();
            old.lane().close();
        }
        URI socket = URI.create(
                (address.getScheme().equals("https") ? "wss" : "ws") + "://" + address.getAuthority() + "/sync");
        HubLane lane = new HubLane(socket, http, () -> token(config), laneSettings, state -> laneChanged(state));
        target = new Target(address, config, client(address), lane);
        documents.connect(address, lane);
        lane.start();
        changed.run();
    }

    private void laneChanged(LaneState state) {
        if (state instanceof LaneState.Open) {
            refreshQuietly();
        }
        changed.run();
    }

    /** Empty for a hub without login. A token of one issuer is never shown to a hub that trusts another. */
    private CompletableFuture<String> token(HubConfig config) {
        if (!config.wantsLogin()) {
            return CompletableFuture.completedFuture("");
        }
        Optional<Tokens> current = account.current();
        if (current.isEmpty() || !current.get().issuer().equals(config.issuer())) {
            return CompletableFuture.failedFuture(
                    new LoginNeededException("Nobody is logged in. Log in to exchange documents with the hub."));
        }
        return account.accessToken().handle((token, failed) -> {
            if (failed == null) {
                return token;
            }
            Throwable cause = unwrapped(failed);
            boolean unreachable =
                    cause instanceof LoginException login && login.kind() == LoginException.Kind.UNREACHABLE;
            throw new CompletionException(
                    unreachable
                            ? cause
                            : new LoginNeededException(account.endedBecause()
                                    .orElse("The login has ended. Log in again to go on with the hub.")));
        });
    }

    @Override
    public synchronized CompletableFuture<Void> disconnect() {
        Target old = target;
        target = null;
        replica.remember(ADDRESS, "");
        documents.disconnect();
        if (old != null) {
            old.lane().close();
        }
        changed.run();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Identity> login(BrowserOpener browser) {
        return loginBy(oidc -> account.login(oidc, browser));
    }

    @Override
    public CompletableFuture<Identity> loginWithDevice(DevicePrompt prompt) {
        return loginBy(oidc -> account.loginWithDevice(oidc, prompt));
    }

    @Override
    public void cancelLogin() {
        account.cancelLogin();
    }

    private CompletableFuture<Identity> loginBy(Function<OidcLogin, CompletableFuture<Tokens>> how) {
        Target now = target;
        if (now == null) {
            return noHub();
        }
        URI issuer = now.config().issuer();
        if (issuer == null) {
            return CompletableFuture.failedFuture(
                    new HubException("The hub " + now.address().getAuthority() + " wants no login."));
        }
        return sentences(
                how.apply(new OidcLogin(issuer, now.config().clientId())).thenApply(tokens -> {
                    now.lane().resume();
                    refreshQuietly();
                    return identity(tokens);
                }));
    }

    @Override
    public CompletableFuture<Void> logout() {
        CompletableFuture<Void> ended = account.logout();
        Target now = target;
        if (now != null) {
            now.lane().interrupt();
        }
        return sentences(ended);
    }

    @Override
    public CompletableFuture<Void> share(DocumentId document) {
        Optional<ReplicaDocument> known = replica.document(document);
        if (known.isEmpty()) {
            return CompletableFuture.failedFuture(new HubException("There is no document " + document + " here."));
        }
        return withToken((now, token) -> {
            if (now.address().equals(known.get().hub())) {
                return CompletableFuture.completedFuture(null);
            }
            if (known.get().hub() != null) {
                return CompletableFuture.failedFuture(new HubException(
                        "This document is on the hub " + known.get().hub() + " already."));
            }
            return now.client()
                    .create(token, document, listTitle(known.get().title()))
                    .thenAccept(done -> documents.shared(document, known.get().title(), now.address(), Role.OWNER));
        });
    }

    /** What the hub's list takes for a title; the document's own title is whatever its writers set. */
    static String listTitle(String title) {
        StringBuilder clean = new StringBuilder();
        title.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .takeWhile(c -> clean.length() < LONGEST_TITLE - 1)
                .forEach(clean::appendCodePoint);
        return clean.toString().isBlank() ? "Untitled" : clean.toString();
    }

    @Override
    public CompletableFuture<Void> share(DocumentId document, String person, Role role) {
        return share(document)
                .thenCompose(shared -> withToken((now, token) -> now.client().put(token, document, person, role)));
    }

    @Override
    public CompletableFuture<Void> revoke(DocumentId document, String person) {
        return withToken((now, token) -> now.client().revoke(token, document, person));
    }

    @Override
    public CompletableFuture<List<Member>> members(DocumentId document) {
        return withToken((now, token) -> now.client()
                .members(token, document)
                .thenApply(members -> members.stream()
                        .map(member -> new Member(member.username(), member.name(), member.role()))
                        .toList()));
    }

    /** Tells the hub's list a title; the document has it as a property in any case, so a failure is only noted. */
    void renamed(DocumentId document, String title) {
        Optional<ReplicaDocument> known = replica.document(document);
        if (known.isPresent() && known.get().hub() != null && known.get().role() == Role.OWNER) {
            CompletableFuture<Void> unused = withToken(
                            (now, token) -> now.client().rename(token, document, listTitle(title)))
                    .whenComplete((done, failed) -> {
                        if (failed != null) {
                            LOG.info("The hub's list keeps the old title of {}: {}", document, failed.getMessage());
                        }
                    });
        }
    }

    @Override
    public CompletableFuture<Void> refresh() {
        return withToken((now, token) -> now.client().documents(token).thenAccept(listed -> {
            for (HubDocument document : listed) {
                boolean takenOff = replica.document(document.id())
                        .map(ReplicaDocument::removed)
                        .orElse(false);
                if (!takenOff) {
                    documents.shared(document.id(), document.title(), now.address(), document.role());
                }
            }
        }));
    }

    /** Drops the socket as a broken line would. */
    void interrupt() {
        Target now = target;
        if (now != null) {
            now.lane().interrupt();
        }
    }

    private void look() {
        if (state() instanceof HubLinkState.Online) {
            refreshQuietly();
        }
    }

    private void refreshQuietly() {
        CompletableFuture<Void> unused = refresh().whenComplete((done, failed) -> {
            if (failed != null) {
                LOG.debug("The hub's list of documents was not read: {}", failed.getMessage());
            }
        });
    }

    private interface Question<T> {
        CompletableFuture<T> ask(Target now, String token);
    }

    private <T> CompletableFuture<T> withToken(Question<T> question) {
        Target now = target;
        if (now == null) {
            return noHub();
        }
        return sentences(token(now.config()).thenCompose(token -> question.ask(now, token)));
    }

    private static <T> CompletableFuture<T> noHub() {
        return CompletableFuture.failedFuture(
                new HubException("No hub is named yet. Name one first, for instance http://127.0.0.1:8484."));
    }

    /** Whatever failed below says it as a {@link HubException}. */
    private static <T> CompletableFuture<T> sentences(CompletableFuture<T> future) {
        return future.handle((result, failed) -> {
            if (failed == null) {
                return result;
            }
            Throwable cause = unwrapped(failed);
            if (cause instanceof HubException) {
                throw new CompletionException(cause);
            }
            String message = cause.getMessage();
            boolean known = cause instanceof HubRefusedException
                    || cause instanceof LoginException
                    || cause instanceof LoginNeededException;
            throw new CompletionException(new HubException(
                    known && message != null ? message : "That did not work: " + NetworkReasons.of(cause) + ".",
                    cause));
        });
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    @Override
    public synchronized void close() {
        looking.cancel(false);
        Target old = target;
        target = null;
        documents.disconnect();
        if (old != null) {
            old.lane().close();
        }
    }
}
