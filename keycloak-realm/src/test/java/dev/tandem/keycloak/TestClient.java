package dev.tandem.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the desktop editor does on the wire, with nothing but the JDK, so that the realm is tested and not a library. */
final class TestClient {
    static final String VERIFIER = "a-verifier-that-is-long-enough-for-rfc-7636-by-some";
    static final String REDIRECT = "http://127.0.0.1:49731/callback";

    private static final ObjectMapper JSON = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI issuer;

    TestClient(URI issuer) {
        this.issuer = issuer;
    }

    record Answer(int status, JsonNode body) {}

    /** The parameters of a proper authorization request; a test takes some away or changes them. */
    static Map<String, String> request() {
        return new LinkedHashMap<>(Map.of(
                "client_id", Realm.CLIENT,
                "response_type", "code",
                "scope", "openid",
                "state", "s1",
                "nonce", "n1",
                "redirect_uri", REDIRECT,
                "code_challenge_method", "S256",
                "code_challenge", challenge()));
    }

    URI authorization(Map<String, String> parameters) {
        return URI.create(issuer + "/protocol/openid-connect/auth?" + CodeFlow.form(parameters));
    }

    Answer token(Map<String, String> parameters) throws IOException, InterruptedException {
        return post("token", parameters);
    }

    Answer redeem(URI redirect, String verifier) throws IOException, InterruptedException {
        return token(Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                Realm.CLIENT,
                "redirect_uri",
                redirect.toString().replaceFirst("\\?.*", ""),
                "code",
                CodeFlow.query(redirect).get("code"),
                "code_verifier",
                verifier));
    }

    Answer refresh(String refreshToken) throws IOException, InterruptedException {
        return token(Map.of("grant_type", "refresh_token", "client_id", Realm.CLIENT, "refresh_token", refreshToken));
    }

    Answer post(String endpoint, Map<String, String> parameters) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/" + endpoint))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(CodeFlow.form(parameters)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), JSON.readTree(response.body()));
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(issuer + path)).build(), HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(response.body());
    }

    static JsonNode claims(String jwt) throws IOException {
        return JSON.readTree(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]));
    }

    static String challenge() {
        return CodeFlow.base64(CodeFlow.sha256(VERIFIER));
    }
}
