package dev.tandem.hub.auth;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Asks an OpenID Connect issuer for its signing keys: discovery (OpenID Connect Discovery 1.0), then its JWKS (RFC 7517).
 * Blocks; belongs on a worker.
 */
final class IssuerClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    /** No issuer's discovery page or key set comes near this; it bounds what a broken one can make the hub hold. */
    private static final int MAX_BYTES = 1 << 20;

    private final HttpClient http;

    /** With {@code tls} null, the certificates that Java trusts are trusted. */
    IssuerClient(@Nullable SSLContext tls) {
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(TIMEOUT).followRedirects(HttpClient.Redirect.NEVER);
        if (tls != null) {
            builder.sslContext(tls);
        }
        this.http = builder.build();
    }

    /**
     * The issuer's keys for signatures, each with its key id.
     *
     * @throws IssuerUnavailableException if it cannot be reached, or its answers are not what they should be
     */
    List<JsonObject> signingKeys(URI issuer) throws IssuerUnavailableException {
        String base = issuer.toString();
        URI discovery = URI.create(base + (base.endsWith("/") ? "" : "/") + ".well-known/openid-configuration");
        JsonObject configuration = get(discovery);
        if (!base.equals(string(configuration, "issuer"))) {
            throw new IssuerUnavailableException("The login service at " + issuer + " calls itself "
                    + string(configuration, "issuer") + "; the hub's --issuer must be exactly that name.");
        }
        URI jwks;
        try {
            jwks = URI.create(string(configuration, "jwks_uri"));
        } catch (IllegalArgumentException e) {
            throw new IssuerUnavailableException("The login service at " + issuer + " names no usable jwks_uri.", e);
        }
        JsonObject set = get(jwks);
        List<JsonObject> keys = new ArrayList<>();
        if (set.getValue("keys") instanceof JsonArray array) {
            for (Object key : array) {
                if (key instanceof JsonObject jwk && isForSignatures(jwk)) {
                    keys.add(jwk);
                }
            }
        }
        if (keys.isEmpty()) {
            throw new IssuerUnavailableException("The login service at " + issuer + " publishes no signing keys.");
        }
        return List.copyOf(keys);
    }

    /** Symmetric keys and keys for encryption never verify a token, whatever the issuer publishes. */
    private static boolean isForSignatures(JsonObject jwk) {
        String type = string(jwk, "kty");
        String use = string(jwk, "use");
        return (type.equals("RSA") || type.equals("EC"))
                && (use.isEmpty() || use.equals("sig"))
                && !string(jwk, "kid").isEmpty();
    }

    private static String string(JsonObject object, String key) {
        return object.getValue(key) instanceof String value ? value : "";
    }

    /** What is wrong with the certificate; what is around it names classes. */
    private static String innermost(SSLException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /** Java's client gives a refused connection and an unknown name no message of their own. */
    private static String reason(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return "there is no host of that name";
            }
            if (cause.getMessage() != null) {
                return cause.getMessage();
            }
        }
        return e instanceof ConnectException
                ? "the connection is refused"
                : e.getClass().getSimpleName();
    }

    private JsonObject get(URI address) throws IssuerUnavailableException {
        HttpResponse<InputStream> response;
        byte[] body;
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(TIMEOUT)
                    .header("Accept", "application/json")
                    .build();
            response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                body = in.readNBytes(MAX_BYTES + 1);
            }
        } catch (SSLException e) {
            throw new IssuerUnavailableException(
                    "The hub does not trust the login service at " + address + " (" + innermost(e)
                            + "). If an authority of your own made its certificate, name it with --issuer-ca.",
                    e);
        } catch (IOException | IllegalArgumentException e) {
            throw new IssuerUnavailableException(
                    "The login service does not answer at " + address + ": " + reason(e) + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IssuerUnavailableException("Asking the login service at " + address + " was interrupted.", e);
        }
        if (response.statusCode() != 200 || body.length > MAX_BYTES) {
            throw new IssuerUnavailableException(
                    "The login service answers " + response.statusCode() + " at " + address + ".");
        }
        try {
            return new JsonObject(new String(body, StandardCharsets.UTF_8));
        } catch (DecodeException e) {
            throw new IssuerUnavailableException("The login service's answer at " + address + " is not JSON.", e);
        }
    }
}
