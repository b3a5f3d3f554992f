package dev.tandem.hub.auth;

import io.vertx.core.Future;
import java.util.Optional;

/** Says whose token it is. May be used from any thread. */
public interface TokenVerifier {

    /**
     * The person behind a token. Fails with {@link TokenRefusedException} for a token that proves nothing, and with
     * {@link IssuerUnavailableException} while the issuer's keys are not known.
     *
     * @param token as it came; empty when there was none
     */
    Future<Principal> verify(String token);

    /** Why no token can be verified now, for a person to read; empty while all is well. */
    Optional<String> failure();

    /** A hub without login: whatever the token, it is everyone and nobody. */
    static TokenVerifier open() {
        return new TokenVerifier() {
            @Override
            public Future<Principal> verify(String token) {
                return Future.succeededFuture(Principal.ANONYMOUS);
            }

            @Override
            public Optional<String> failure() {
                return Optional.empty();
            }
        };
    }
}
