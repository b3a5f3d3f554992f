package dev.tandem.editor.login;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A discovered OpenID Connect provider and our client at it. Immutable; its methods wait for the network. */
final class LoginServer {

    private static final int TIMEOUT_MILLIS = 10_000;

    /** Only signatures that need the server's private key; never "none" and never a shared secret. */
    private static final Set<JWSAlgorithm> SIGNATURES = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512,
            JWSAlgorithm.EdDSA);

    private final OIDCProviderMetadata metadata;
    private final ClientID client;
    private final IDTokenValidator idTokens;

    private LoginServer(OIDCProviderMetadata metadata, ClientID client, URL keys) {
        this.metadata = metadata;
        this.client = client;
        this.idTokens = new IDTokenValidator(
                metadata.getIssuer(),
                client,
                new JWSVerificationKeySelector<SecurityContext>(
                        SIGNATURES, JWKSourceBuilder.create(keys).retrying(true).build()),
                null);
    }

    /**
     * Asks the issuer for its metadata.
     *
     * @throws LoginException if it cannot be reached, or says that it is somebody else
     */
    static LoginServer discover(URI issuer, String clientId) throws LoginException {
        try {
            OIDCProviderMetadata metadata =
                    OIDCProviderMetadata.resolve(new Issuer(issuer), TIMEOUT_MILLIS, TIMEOUT_MILLIS);
            URI keys = metadata.getJWKSetURI();
            if (keys == null || metadata.getTokenEndpointURI() == null) {
                throw new LoginException(
                        LoginException.Kind.UNTRUSTED,
                        "The login server " + issuer + " does not say where its keys are.");
            }
            return new LoginServer(metadata, new ClientID(clientId), keys.toURL());
        } catch (IOException unreachable) {
            throw unreachable(issuer, unreachable);
        } catch (GeneralException notOidc) {
            throw new LoginException(
                    LoginException.Kind.UNTRUSTED,
                    issuer + " does not answer as a login server does: " + notOidc.getMessage() + ".",
                    notOidc);
        }
    }

    OIDCProviderMetadata metadata() {
        return metadata;
    }

    ClientID client() {
        return client;
    }

    URI issuer() {
        return URI.create(metadata.getIssuer().getValue());
    }

    /** Checks signature, issuer, audience, expiry and nonce of an ID token. */
    IDTokenClaimsSet check(JWT idToken, @Nullable Nonce nonce) throws LoginException {
        try {
            return idTokens.validate(idToken, nonce);
        } catch (BadJOSEException | JOSEException bad) {
            throw new LoginException(
                    LoginException.Kind.UNTRUSTED,
                    "The login server's statement of who you are is not valid: " + bad.getMessage() + ".",
                    bad);
        }
    }

    /** Sends a request, with a time limit. */
    HTTPResponse send(HTTPRequest request) throws LoginException {
        request.setConnectTimeout(TIMEOUT_MILLIS);
        request.setReadTimeout(TIMEOUT_MILLIS);
        try {
            return request.send();
        } catch (IOException unreachable) {
            throw unreachable(issuer(), unreachable);
        }
    }

    static LoginException garbled(ParseException notOidc) {
        return new LoginException(
                LoginException.Kind.UNTRUSTED,
                "The login server's answer cannot be understood: " + notOidc.getMessage() + ".",
                notOidc);
    }

    private static LoginException unreachable(URI issuer, IOException cause) {
        return new LoginException(
                LoginException.Kind.UNREACHABLE,
                "The login server " + issuer.getAuthority() + " cannot be reached: " + NetworkReasons.of(cause) + ".",
                cause);
    }
}
