package dev.tandem.hub.auth;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/**
 * The first of a token's three parts, read before any key is chosen. Only asymmetric algorithms get past it: with
 * {@code none} nothing would be proven, and with an HMAC the issuer's public key would do as the secret.
 */
record TokenHeader(String keyId) {

    /** The longest token that is looked at, in characters. */
    static final int MAX_LENGTH = 16 * 1024;

    private static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    static TokenHeader of(String token) throws TokenRefusedException {
        if (token.isEmpty()) {
            throw new TokenRefusedException("There is no token.");
        }
        if (token.length() > MAX_LENGTH) {
            throw new TokenRefusedException("The token is too long.");
        }
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3 || parts[0].isEmpty() || parts[1].isEmpty() || parts[2].isEmpty()) {
            throw new TokenRefusedException("The token is not a signed JWT.");
        }
        JsonObject header;
        try {
            header = new JsonObject(new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | DecodeException e) {
            throw new TokenRefusedException("The token's header cannot be read.", e);
        }
        if (!(header.getValue("alg") instanceof String algorithm) || !ALGORITHMS.contains(algorithm)) {
            throw new TokenRefusedException("The token is not signed with an algorithm that the hub takes.");
        }
        if (header.containsKey("crit")) {
            throw new TokenRefusedException("The token asks for extensions that the hub does not know.");
        }
        if (!(header.getValue("kid") instanceof String keyId) || keyId.isEmpty()) {
            throw new TokenRefusedException("The token does not name its key.");
        }
        return new TokenHeader(keyId);
    }
}
