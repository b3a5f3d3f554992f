package dev.tandem.editor.login;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationErrorResponse;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationRequest;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationResponse;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationSuccessResponse;
import com.nimbusds.oauth2.sdk.device.DeviceCodeGrant;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import dev.tandem.editor.login.LoginException.Kind;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Logs in at an OpenID Connect provider: Authorization Code with PKCE (RFC 7636, S256) over a loopback redirect (RFC 8252),
 * or the device grant (RFC 8628) where there is no browser; state, nonce and the redirect's {@code iss} (RFC 9207) are
 * checked, and the ID token's signature, issuer, audience and expiry.
 *
 * <p>Holds no state; every method waits for the network or the person and belongs on a worker.
 */
public final class OidcLogin {

    /** How long a person has for the login page. */
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String OFFLINE = "offline_access";

    private final URI issuer;
    private final String clientId;

    /** Logins at that issuer for that public client. */
    public OidcLogin(URI issuer, String clientId) {
        this.issuer = issuer;
        this.clientId = clientId;
    }

    /**
     * Logs in with a browser on this device.
     *
     * @throws LoginException if the person or the server says no, cannot be reached or is not trusted
     */
    public Tokens withBrowser(BrowserOpener browser) throws LoginException, InterruptedException {
        LoginServer server = LoginServer.discover(issuer, clientId);
        State state = new State(32);
        Nonce nonce = new Nonce(32);
        CodeVerifier verifier = new CodeVerifier();
        try (LoopbackReceiver receiver = receiver(state)) {
            URI page = new AuthenticationRequest.Builder(
                            ResponseType.CODE, scope(server), server.client(), receiver.redirect())
                    .endpointURI(server.metadata().getAuthorizationEndpointURI())
                    .state(state)
                    .nonce(nonce)
                    .codeChallenge(verifier, CodeChallengeMethod.S256)
                    .build()
                    .toURI();
            show(browser, page);
            AuthorizationCode code = code(server, receiver.await(PATIENCE));
            return exchange(server, new AuthorizationCodeGrant(code, receiver.redirect(), verifier), nonce, null, null);
        }
    }

    /**
     * Logs in with a browser on any other device; waits until the person has typed the code there.
     *
     * @throws LoginException as for {@link #withBrowser}
     */
    public Tokens withDevice(DevicePrompt prompt) throws LoginException, InterruptedException {
        LoginServer server = LoginServer.discover(issuer, clientId);
        URI endpoint = server.metadata().getDeviceAuthorizationEndpointURI();
        if (endpoint == null) {
            throw new LoginException(
                    Kind.REFUSED, "The login server " + issuer.getAuthority() + " offers no login by device code.");
        }
        CodeVerifier verifier = new CodeVerifier();
        DeviceAuthorizationSuccessResponse device = device(server, endpoint, verifier);
        URI complete = device.getVerificationURIComplete();
        prompt.show(
                device.getVerificationURI(),
                device.getUserCode().getValue(),
                complete == null ? device.getVerificationURI() : complete,
                Duration.ofSeconds(device.getLifetime()));
        Instant end = Instant.now().plusSeconds(device.getLifetime());
        Duration interval = Duration.ofSeconds(Math.max(1, device.getInterval()));
        while (Instant.now().isBefore(end)) {
            Thread.sleep(interval.toMillis());
            TokenResponse response = request(server, new DeviceCodeGrant(device.getDeviceCode()), verifier);
            if (response.indicatesSuccess()) {
                return tokens(server, response, null, null);
            }
            String word = response.toErrorResponse().getErrorObject().getCode();
            if ("slow_down".equals(word)) {
                interval = interval.plusSeconds(5);
            } else if (!"authorization_pending".equals(word)) {
                throw refused(response.toErrorResponse().getErrorObject());
            }
        }
        throw new LoginException(Kind.REFUSED, "The code was not typed in time, so the login was given up.");
    }

    /**
     * Gets a new access token. With rotation the old refresh token is worth nothing afterwards: store the result before it
     * is used, and never run two at once.
     *
     * @throws LoginException of kind REFUSED when only a new login helps
     */
    public Tokens refresh(Tokens old) throws LoginException {
        String refreshToken = old.refreshToken();
        if (refreshToken == null) {
            throw new LoginException(Kind.REFUSED, "The login has ended. Log in again to go on with the hub.");
        }
        LoginServer server = LoginServer.discover(issuer, clientId);
        return exchange(server, new RefreshTokenGrant(new RefreshToken(refreshToken)), null, null, old);
    }

    /**
     * Ends the login at the server, so that its refresh token is worth nothing any more.
     *
     * @throws LoginException if the server cannot be reached or refuses
     */
    public void end(Tokens tokens) throws LoginException {
        LoginServer server = LoginServer.discover(issuer, clientId);
        URI endpoint = server.metadata().getRevocationEndpointURI();
        String refreshToken = tokens.refreshToken();
        if (endpoint == null || refreshToken == null) {
            return;
        }
        var response = server.send(
                new TokenRevocationRequest(endpoint, server.client(), new RefreshToken(refreshToken)).toHTTPRequest());
        if (!response.indicatesSuccess()) {
            throw new LoginException(
                    Kind.REFUSED, "The login server did not end the login (status " + response.getStatusCode() + ").");
        }
    }

    private static LoopbackReceiver receiver(State state) throws LoginException {
        try {
            return new LoopbackReceiver(state.getValue());
        } catch (IOException problem) {
            throw new LoginException(
                    Kind.REFUSED,
                    "This device does not let Tandem wait for the browser: " + problem.getMessage() + ".",
                    problem);
        }
    }

    private static void show(BrowserOpener browser, URI page) throws LoginException {
        try {
            browser.open(page);
        } catch (IOException noBrowser) {
            throw new LoginException(
                    Kind.REFUSED,
                    "The login page could not be shown: " + noBrowser.getMessage()
                            + ". Log in with a device code instead (tandem login --device).",
                    noBrowser);
        }
    }

    /** Asks for a login that outlives the browser's, where the server has such a thing. */
    private static Scope scope(LoginServer server) {
        Scope scope = new Scope("openid", "profile", "email");
        Scope known = server.metadata().getScopes();
        if (known != null && known.contains(OFFLINE)) {
            scope.add(OFFLINE);
        }
        return scope;
    }

    private static AuthorizationCode code(LoginServer server, URI answer) throws LoginException {
        AuthorizationResponse response;
        try {
            response = AuthorizationResponse.parse(answer);
        } catch (ParseException garbled) {
            throw LoginServer.garbled(garbled);
        }
        checkIssuer(server, response.getIssuer());
        if (!response.indicatesSuccess()) {
            AuthorizationErrorResponse error = response.toErrorResponse();
            throw refused(error.getErrorObject());
        }
        AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
        if (code == null) {
            throw new LoginException(Kind.UNTRUSTED, "The login server sent the browser back without a code.");
        }
        return code;
    }

    /** RFC 9207: who answered must be who was asked, or the code would be sent to somebody else's token endpoint. */
    private static void checkIssuer(LoginServer server, @Nullable Issuer answered) throws LoginException {
        OIDCProviderMetadata metadata = server.metadata();
        boolean missing = answered == null && metadata.supportsAuthorizationResponseIssuerParam();
        if (missing || (answered != null && !answered.equals(metadata.getIssuer()))) {
            throw new LoginException(
                    Kind.UNTRUSTED,
                    "The browser came back from another login server than " + server.issuer()
                            + "; the login was stopped.");
        }
    }

    private static DeviceAuthorizationSuccessResponse device(LoginServer server, URI endpoint, CodeVerifier verifier)
            throws LoginException {
        DeviceAuthorizationRequest request = new DeviceAuthorizationRequest.Builder(server.client())
                .endpointURI(endpoint)
                .scope(scope(server))
                .customParameter(
                        "code_challenge",
                        CodeChallenge.compute(CodeChallengeMethod.S256, verifier)
                                .getValue())
                .customParameter("code_challenge_method", CodeChallengeMethod.S256.getValue())
                .build();
        try {
            DeviceAuthorizationResponse response =
                    DeviceAuthorizationResponse.parse(server.send(request.toHTTPRequest()));
            if (!response.indicatesSuccess()) {
                throw refused(response.toErrorResponse().getErrorObject());
            }
            return response.toSuccessResponse();
        } catch (ParseException garbled) {
            throw LoginServer.garbled(garbled);
        }
    }

    private Tokens exchange(
            LoginServer server,
            AuthorizationGrant grant,
            @Nullable Nonce nonce,
            @Nullable CodeVerifier verifier,
            @Nullable Tokens old)
            throws LoginException {
        TokenResponse response = request(server, grant, verifier);
        if (!response.indicatesSuccess()) {
            throw refused(response.toErrorResponse().getErrorObject());
        }
        return tokens(server, response, nonce, old);
    }

    private static TokenResponse request(LoginServer server, AuthorizationGrant grant, @Nullable CodeVerifier verifier)
            throws LoginException {
        TokenRequest.Builder builder =
                new TokenRequest.Builder(server.metadata().getTokenEndpointURI(), server.client(), grant);
        if (verifier != null) {
            builder.customParameter("code_verifier", verifier.getValue());
        }
        try {
            return OIDCTokenResponseParser.parse(server.send(builder.build().toHTTPRequest()));
        } catch (ParseException garbled) {
            throw LoginServer.garbled(garbled);
        }
    }

    private Tokens tokens(LoginServer server, TokenResponse response, @Nullable Nonce nonce, @Nullable Tokens old)
            throws LoginException {
        if (!(response instanceof OIDCTokenResponse answer)) {
            throw new LoginException(Kind.UNTRUSTED, "The login server did not say who logged in.");
        }
        OIDCTokens got = answer.getOIDCTokens();
        RefreshToken newRefresh = got.getRefreshToken();
        String refresh = newRefresh != null ? newRefresh.getValue() : old == null ? null : old.refreshToken();
        Instant expires = Instant.now()
                .plusSeconds(
                        got.getAccessToken().getLifetime() > 0
                                ? got.getAccessToken().getLifetime()
                                : 300);
        if (got.getIDToken() == null) {
            if (old == null) {
                throw new LoginException(Kind.UNTRUSTED, "The login server did not say who logged in.");
            }
            // A refresh need not repeat who it is; then it is who it was.
            return new Tokens(
                    issuer,
                    clientId,
                    got.getAccessToken().getValue(),
                    expires,
                    refresh,
                    old.idToken(),
                    old.subject(),
                    old.username(),
                    old.name());
        }
        IDTokenClaimsSet claims = server.check(got.getIDToken(), nonce);
        String subject = claims.getSubject().getValue();
        if (old != null && !old.subject().equals(subject)) {
            throw new LoginException(
                    Kind.UNTRUSTED, "The login server answered for somebody else than who was logged in.");
        }
        String username = orElse(claims.getStringClaim("preferred_username"), subject);
        return new Tokens(
                issuer,
                clientId,
                got.getAccessToken().getValue(),
                expires,
                refresh,
                got.getIDTokenString(),
                subject,
                username,
                orElse(claims.getStringClaim("name"), username));
    }

    private static String orElse(@Nullable String value, String other) {
        return value == null || value.isBlank() ? other : value;
    }

    private static LoginException refused(@Nullable ErrorObject error) {
        ErrorObject known = error == null ? OAuth2Error.SERVER_ERROR : error;
        String why = switch (orElse(known.getCode(), "")) {
            case "access_denied" -> "the login was cancelled or is not allowed";
            case "invalid_grant" -> "the login has ended";
            case "expired_token" -> "the code was not typed in time";
            case "unauthorized_client" -> "this program is not allowed to log in there";
            default -> orElse(known.getDescription(), orElse(known.getCode(), "no reason was given"));
        };
        return new LoginException(Kind.REFUSED, "The login server says no: " + why + ".");
    }
}
