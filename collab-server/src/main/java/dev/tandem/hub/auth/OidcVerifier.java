package dev.tandem.hub.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies access tokens of one OpenID Connect issuer: signature by the issuer's published keys, issuer, audience,
 * expiry and start. The keys are fetched at start, every {@link #REFRESH}, and when a token names an unknown key, then
 * at most every {@link #REFETCH_PAUSE}; so a rotation is noticed at once and strangers cannot make the hub hammer the
 * issuer. While the issuer is away, known keys go on being good.
 *
 * <p>May be used from any thread; verifying takes well under a millisecond and happens on the caller's.
 */
public final class OidcVerifier implements TokenVerifier, AutoCloseable {

    /** How often the keys are fetched anew, so that a withdrawn key stops being good. */
    public static final Duration REFRESH = Duration.ofMinutes(5);
    /** The shortest time between two fetches because of unknown keys, and between two tries while the issuer is away. */
    public static final Duration REFETCH_PAUSE = Duration.ofSeconds(5);
    /** How far the issuer's clock may be ahead, in seconds; when a token ends, the hub's own clock says. */
    public static final int CLOCK_SKEW_SECONDS = 5;

    private static final Logger log = LoggerFactory.getLogger(OidcVerifier.class);

    private record Keys(Set<String> ids, JWTAuth auth) {}

    private final Vertx vertx;
    private final URI issuer;
    private final String audience;
    private final Duration pause;
    private final IssuerClient client;
    private final long refreshTimer;

    private volatile @Nullable Keys keys;
    private volatile @Nullable String failure;

    /* Guarded by this. */
    private @Nullable Future<Keys> fetching;
    private @Nullable Instant lastFetch;

    /**
     * Starts fetching the issuer's keys; {@link #failure} says how that goes.
     *
     * @param tls what an https issuer is asked with, or null to trust the certificates that Java trusts
     */
    public OidcVerifier(Vertx vertx, URI issuer, String audience, @Nullable SSLContext tls) {
        this(vertx, issuer, audience, tls, REFETCH_PAUSE);
    }

    /** The same with another pause between fetches, for tests of the rotation. */
    OidcVerifier(Vertx vertx, URI issuer, String audience, @Nullable SSLContext tls, Duration refetchPause) {
        this.vertx = vertx;
        this.client = new IssuerClient(tls);
        this.issuer = issuer;
        this.audience = audience;
        this.pause = refetchPause;
        this.failure = "The keys of the login service at " + issuer + " were not fetched yet.";
        this.refreshTimer = vertx.setPeriodic(REFRESH.toMillis(), timer -> fetch());
        fetchUntilThere();
    }

    @Override
    public Future<Principal> verify(String token) {
        TokenHeader header;
        try {
            header = TokenHeader.of(token);
        } catch (TokenRefusedException e) {
            return Future.failedFuture(e);
        }
        Keys known = keys;
        if (known != null && known.ids().contains(header.keyId())) {
            return verify(token, known);
        }
        return fetchUnlessJustDone().compose(fresh -> {
            if (!fresh.ids().contains(header.keyId())) {
                return Future.failedFuture(new TokenRefusedException("The token is signed with an unknown key."));
            }
            return verify(token, fresh);
        });
    }

    @Override
    public Optional<String> failure() {
        return keys == null ? Optional.ofNullable(failure) : Optional.empty();
    }

    @Override
    public void close() {
        vertx.cancelTimer(refreshTimer);
    }

    private Future<Principal> verify(String token, Keys known) {
        return known.auth().authenticate(new TokenCredentials(token)).transform(result -> {
            if (result.failed()) {
                return Future.failedFuture(new TokenRefusedException(
                        "The token is not valid here: its signature, issuer, audience or time is wrong.",
                        result.cause()));
            }
            return principal(result.result());
        });
    }

    private static Future<Principal> principal(User user) {
        JsonObject claims = user.attributes().getJsonObject("accessToken");
        String subject = text(claims, "sub");
        if (subject == null || subject.length() > 255) {
            return Future.failedFuture(new TokenRefusedException("The token does not say whose it is."));
        }
        if (!(claims.getValue("exp") instanceof Number expires)) {
            return Future.failedFuture(new TokenRefusedException("The token does not say when it ends."));
        }
        Instant end = Instant.ofEpochSecond(expires.longValue());
        Instant now = Instant.now();
        if (isLater(claims.getValue("nbf"), now) || isLater(claims.getValue("iat"), now)) {
            return Future.failedFuture(new TokenRefusedException("The token is not good yet."));
        }
        // Not left to the library, whose leeway is for both ends. Sockets end when their token does; one that could
        // begin
        // a moment later would let a client that comes back at once write on, a little each time.
        if (!end.isAfter(now)) {
            return Future.failedFuture(TokenRefusedException.ofEnded());
        }
        return Future.succeededFuture(new Principal(
                subject, text(claims, "preferred_username"), text(claims, "name"), text(claims, "email"), end));
    }

    private static boolean isLater(@Nullable Object seconds, Instant now) {
        return seconds instanceof Number number
                && Instant.ofEpochSecond(number.longValue()).isAfter(now.plusSeconds(CLOCK_SKEW_SECONDS));
    }

    private static @Nullable String text(JsonObject claims, String key) {
        return claims.getValue(key) instanceof String value && !value.isBlank() ? value : null;
    }

    private Future<Keys> fetchUnlessJustDone() {
        synchronized (this) {
            Keys known = keys;
            if (fetching == null && lastFetch != null && lastFetch.plus(pause).isAfter(Instant.now())) {
                return known != null
                        ? Future.succeededFuture(known)
                        : Future.failedFuture(new IssuerUnavailableException(
                                failure == null ? "The login service is not there yet." : failure));
            }
        }
        return fetch();
    }

    /** One fetch at a time; everyone who needs the keys meanwhile waits for the same one. */
    private synchronized Future<Keys> fetch() {
        if (fetching != null) {
            return fetching;
        }
        lastFetch = Instant.now();
        Future<Keys> fetch = vertx.executeBlocking(() -> keysOf(client.signingKeys(issuer)), false);
        fetching = fetch;
        return fetch.onComplete(result -> {
            if (result.succeeded()) {
                keys = result.result();
                failure = null;
            } else {
                String reason = String.valueOf(result.cause().getMessage());
                if (!reason.equals(failure)) {
                    log.warn("The login service's keys could not be fetched, and this is tried again: {}", reason);
                }
                failure = reason;
            }
            synchronized (this) {
                fetching = null;
            }
        });
    }

    private void fetchUntilThere() {
        fetch().onFailure(e -> vertx.setTimer(Math.max(1, pause.toMillis()), timer -> fetchUntilThere()));
    }

    private Keys keysOf(List<JsonObject> jwks) {
        JWTOptions options = new JWTOptions()
                .setIssuer(issuer.toString())
                .addAudience(audience)
                .setIgnoreExpiration(true);
        JWTAuthOptions config = new JWTAuthOptions().setJWTOptions(options);
        jwks.forEach(config::addJwk);
        Set<String> ids = jwks.stream().map(jwk -> jwk.getString("kid")).collect(Collectors.toUnmodifiableSet());
        return new Keys(ids, JWTAuth.create(vertx, config));
    }
}
