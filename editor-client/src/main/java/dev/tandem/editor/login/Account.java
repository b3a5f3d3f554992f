package dev.tandem.editor.login;

import dev.tandem.editor.login.LoginException.Kind;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The login of this profile. Refreshes are made one at a time and stored before they are used: with rotation, a second
 * use of an old refresh token ends the whole login.
 *
 * <p>May be used from any thread; nothing here waits. The work is done on one worker, which the owner hands in and which
 * must run one task at a time.
 */
public final class Account {

    private static final Logger LOG = LoggerFactory.getLogger(Account.class);

    /** An access token that ends sooner than this is refreshed before it is handed out. */
    static final Duration SPARE = Duration.ofSeconds(30);

    private final TokenVault vault;
    private final ScheduledExecutorService worker;
    private final Clock clock;
    private final Runnable changed;
    private final AtomicReference<@Nullable Tokens> tokens = new AtomicReference<>();
    private final AtomicReference<@Nullable Thread> waiting = new AtomicReference<>();
    private volatile @Nullable String endedBecause;

    /** Touched on the worker only. */
    private @Nullable ScheduledFuture<?> nextRefresh;

    /**
     * An account whose tokens lie in that vault; call {@link #load()} first.
     *
     * @param worker runs one task at a time
     * @param changed runs on the worker after somebody logged in or out
     */
    public Account(TokenVault vault, ScheduledExecutorService worker, Clock clock, Runnable changed) {
        this.vault = vault;
        this.worker = worker;
        this.clock = clock;
        this.changed = changed;
    }

    /** Reads the vault. */
    public CompletableFuture<Void> load() {
        return run(() -> {
            try {
                vault.load().ifPresent(this::use);
            } catch (IOException unreadable) {
                LOG.warn("The stored login cannot be read", unreadable);
                endedBecause = "The stored login cannot be read: " + unreadable.getMessage() + ". Log in again.";
            }
            return null;
        });
    }

    /** Who is logged in; also when the login has ended, so that the window still knows whose it was. */
    public Optional<Tokens> current() {
        return Optional.ofNullable(tokens.get());
    }

    /** Why there is no valid login, a sentence; empty while there is one or nobody asked. */
    public Optional<String> endedBecause() {
        return Optional.ofNullable(endedBecause);
    }

    /** Where the tokens are kept, a sentence. */
    public String whereabouts() {
        return vault.whereabouts();
    }

    /** Logs in; fails with {@link LoginException}. */
    public CompletableFuture<Tokens> login(OidcLogin login, BrowserOpener browser) {
        return keep(() -> login.withBrowser(browser));
    }

    /** Logs in with a device code; fails with {@link LoginException}. */
    public CompletableFuture<Tokens> loginWithDevice(OidcLogin login, DevicePrompt prompt) {
        return keep(() -> login.withDevice(prompt));
    }

    /** Gives up the login that waits for its person, if one does; its future fails with {@link LoginException}. */
    public void cancelLogin() {
        Thread thread = waiting.getAndSet(null);
        if (thread != null) {
            thread.interrupt();
        }
    }

    /**
     * An access token that is good for at least half a minute. Fails with {@link LoginException}: REFUSED when only a new
     * login helps, UNREACHABLE when the login server is down.
     */
    public CompletableFuture<String> accessToken() {
        Tokens now = tokens.get();
        if (now != null && endedBecause == null && isGood(now)) {
            return CompletableFuture.completedFuture(now.accessToken());
        }
        return run(() -> refreshed().accessToken());
    }

    /** Ends the login at its server if that can be reached, and forgets it here in any case. */
    public CompletableFuture<Void> logout() {
        return run(() -> {
            Tokens old = tokens.getAndSet(null);
            endedBecause = null;
            vault.forget();
            changed.run();
            if (old != null) {
                new OidcLogin(old.issuer(), old.clientId()).end(old);
            }
            return null;
        });
    }

    private boolean isGood(Tokens now) {
        return clock.instant().plus(SPARE).isBefore(now.expires());
    }

    /** On the worker, hence one at a time. */
    private Tokens refreshed() throws LoginException, IOException {
        Tokens old = tokens.get();
        String ended = endedBecause;
        if (old == null || ended != null) {
            throw new LoginException(Kind.REFUSED, ended == null ? "Nobody is logged in." : ended);
        }
        if (isGood(old)) {
            return old;
        }
        try {
            Tokens fresh = new OidcLogin(old.issuer(), old.clientId()).refresh(old);
            vault.store(fresh);
            use(fresh);
            return fresh;
        } catch (LoginException refused) {
            if (refused.kind() != Kind.UNREACHABLE) {
                endedBecause = "The login has ended. Log in again to go on with the hub.";
                LOG.info("The login of {} has ended: {}", old.username(), refused.getMessage());
                changed.run();
            }
            throw refused;
        }
    }

    private CompletableFuture<Tokens> keep(Callable<Tokens> login) {
        CompletableFuture<Tokens> got = new CompletableFuture<>();
        // A login waits for a person; it must not keep the worker, and with it other documents' tokens, waiting.
        Thread thread = new Thread(
                () -> {
                    try {
                        got.complete(login.call());
                    } catch (InterruptedException cancelled) {
                        got.completeExceptionally(
                                new LoginException(LoginException.Kind.REFUSED, "The login was cancelled.", cancelled));
                    } catch (Exception failed) {
                        got.completeExceptionally(failed);
                    } finally {
                        waiting.compareAndSet(Thread.currentThread(), null);
                    }
                },
                "login");
        thread.setDaemon(true);
        waiting.set(thread);
        thread.start();
        return got.thenCompose(tokensOfPerson -> run(() -> {
            vault.store(tokensOfPerson);
            use(tokensOfPerson);
            changed.run();
            return tokensOfPerson;
        }));
    }

    private void use(Tokens fresh) {
        tokens.set(fresh);
        endedBecause = null;
        ScheduledFuture<?> older = nextRefresh;
        if (older != null) {
            older.cancel(false);
        }
        long untilRefresh = Duration.between(clock.instant(), fresh.expires()).toMillis() * 4 / 5;
        nextRefresh =
                worker.schedule(() -> refreshInBackground(fresh), Math.max(1_000, untilRefresh), TimeUnit.MILLISECONDS);
    }

    private void refreshInBackground(Tokens aging) {
        if (!aging.equals(tokens.get()) || endedBecause != null) {
            return;
        }
        try {
            Tokens fresh = new OidcLogin(aging.issuer(), aging.clientId()).refresh(aging);
            vault.store(fresh);
            use(fresh);
        } catch (LoginException | IOException later) {
            // accessToken() tries again and says what is wrong when somebody needs the token.
            LOG.debug("The background refresh did not work: {}", later.getMessage());
        }
    }

    private <T> CompletableFuture<T> run(Callable<T> task) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return task.call();
                    } catch (Exception failed) {
                        throw new CompletionException(failed);
                    }
                },
                worker);
    }
}
