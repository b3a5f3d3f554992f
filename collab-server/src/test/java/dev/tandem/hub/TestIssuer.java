package dev.tandem.hub;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** An OpenID Connect issuer whose keys and tokens a test can bend; discovery and keys come over real HTTP. */
public final class TestIssuer implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger keyNumber = new AtomicInteger();
    final AtomicInteger keyFetches = new AtomicInteger();
    private volatile List<JWK> keys;
    private volatile RSAKey signing;

    private TestIssuer(HttpServer server) throws JOSEException {
        this.server = server;
        signing = newKey();
        keys = List.of(signing);
        server.createContext("/realm/.well-known/openid-configuration", exchange -> {
            byte[] body = ("{\"issuer\":\"" + uri() + "\",\"jwks_uri\":\"" + uri() + "/keys\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/realm/keys", exchange -> {
            keyFetches.incrementAndGet();
            byte[] body = new JWKSet(keys).toString(true).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    /** Listens on any free port. */
    public static TestIssuer start() throws IOException, JOSEException {
        return startAt(0);
    }

    static TestIssuer startAt(int port) throws IOException, JOSEException {
        return new TestIssuer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
    }

    /** The same over TLS. */
    static TestIssuer startSecure(SSLContext tls) throws IOException, JOSEException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new TestIssuer(server);
    }

    private RSAKey newKey() throws JOSEException {
        return new RSAKeyGenerator(2048)
                .keyID("key-" + keyNumber.incrementAndGet())
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .generate();
    }

    /** What it calls itself. */
    public URI uri() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + "/realm");
    }

    RSAKey key() {
        return signing;
    }

    /** Publishes another key instead of the old one. */
    void rotate() throws JOSEException {
        signing = newKey();
        keys = List.of(signing);
    }

    /** Publishes a key for elliptic curves besides the others. */
    ECKey addEllipticKey() throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256)
                .keyID("key-" + keyNumber.incrementAndGet())
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.ES256)
                .generate();
        keys = List.of(signing, key);
        return key;
    }

    /** Publishes an RSA key for PSS signatures besides the others. */
    RSAKey addPssKey() throws JOSEException {
        RSAKey key = new RSAKeyGenerator(2048)
                .keyID("key-" + keyNumber.incrementAndGet())
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.PS256)
                .generate();
        keys = List.of(signing, key);
        return key;
    }

    /** Claims of someone whose token is good for an hour. */
    JWTClaimsSet.Builder claims(String username) {
        return new JWTClaimsSet.Builder()
                .issuer(uri().toString())
                .audience(List.of("account", "tandem-hub"))
                .subject("subject-of-" + username)
                .claim("preferred_username", username)
                .claim("name", username.toUpperCase(java.util.Locale.ROOT))
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(3600)));
    }

    /** A good token. */
    public String token(String username) {
        return sign(claims(username).build());
    }

    /** A token that is good for some seconds. */
    public String token(String username, int seconds) {
        return sign(claims(username)
                .expirationTime(Date.from(Instant.now().plusSeconds(seconds)))
                .build());
    }

    String sign(JWTClaimsSet claims) {
        return sign(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(signing.getKeyID())
                        .build(),
                claims,
                signing);
    }

    static String sign(JWSHeader header, JWTClaimsSet claims, JWK key) {
        try {
            JWSSigner signer =
                    key instanceof ECKey elliptic ? new ECDSASigner(elliptic) : new RSASSASigner(key.toRSAKey());
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
