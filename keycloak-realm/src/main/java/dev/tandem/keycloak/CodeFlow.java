package dev.tandem.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The desktop client's login from end to end, for a program that wants an access token as a given person: Authorization
 * Code with PKCE at the real login form. Blocking; any thread.
 */
public final class CodeFlow {
    /** Nobody listens there; the code is taken from the address. */
    private static final String REDIRECT = "http://127.0.0.1:1/callback";

    private CodeFlow() {}

    /** An access token for the hub, valid for five minutes. */
    public static String accessToken(URI issuer, String user, String password)
            throws KeycloakException, InterruptedException {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String verifier = base64(random);
        URI authorization = URI.create(issuer + "/protocol/openid-connect/auth?"
                + form(Map.of(
                        "client_id", Realm.CLIENT,
                        "response_type", "code",
                        "scope", "openid",
                        "state", "none",
                        "redirect_uri", REDIRECT,
                        "code_challenge_method", "S256",
                        "code_challenge", base64(sha256(verifier)))));
        Map<String, String> answer = query(new FormLogin(user, password).authorize(authorization));
        String code = answer.get("code");
        if (code == null) {
            throw new KeycloakException("Keycloak gave no code: " + answer);
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(Map.of(
                        "grant_type", "authorization_code",
                        "client_id", Realm.CLIENT,
                        "redirect_uri", REDIRECT,
                        "code", code,
                        "code_verifier", verifier))))
                .build();
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode body = new ObjectMapper().readTree(response.body());
            if (response.statusCode() != 200) {
                throw new KeycloakException("Keycloak did not take the code: "
                        + body.path("error_description").asText());
            }
            return body.get("access_token").asText();
        } catch (IOException e) {
            throw new KeycloakException(issuer + " does not answer: " + e.getMessage(), e);
        }
    }

    static Map<String, String> query(URI uri) {
        return Arrays.stream(uri.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    static String form(Map<String, String> parameters) {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
