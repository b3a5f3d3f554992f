package dev.tandem.keycloak;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A person at the login form, without a browser: asks for the page, fills in name and password, and follows where
 * Keycloak leads. One object is one person with one set of cookies. Blocking; one thread at a time.
 */
public final class FormLogin {
    private static final Pattern FORM =
            Pattern.compile("<form\\b[^>]*?\\baction=\"([^\"]+)\"[^>]*>(.*?)</form>", Pattern.DOTALL);
    private static final Pattern INPUT = Pattern.compile("<(?:input|button)\\b[^>]*>", Pattern.DOTALL);
    private static final Pattern ATTRIBUTE = Pattern.compile("\\b(name|value|type)=\"([^\"]*)\"");
    private static final Pattern ERROR =
            Pattern.compile("id=\"(?:input-error[a-z-]*|kc-error-message)\"[^>]*>(.*?)</(?:span|div)>", Pattern.DOTALL);

    private final String user;
    private final String password;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .connectTimeout(Duration.ofSeconds(10))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    public FormLogin(String user, String password) {
        this.user = user;
        this.password = password;
    }

    /**
     * Logs in at an authorization address.
     *
     * @return where the client is sent back to, with the code in its query; not yet visited
     * @throws KeycloakException when Keycloak refuses the request or the password; the message quotes its page
     */
    public URI authorize(URI authorization) throws KeycloakException, InterruptedException {
        Page page = get(authorization);
        if (page.location() == null && page.status() == 200) {
            page = submit(page, Map.of("username", user, "password", password, "credentialId", ""));
        }
        if (page.location() == null) {
            throw new KeycloakException("Keycloak did not let " + user + " in: " + page.complaint());
        }
        return page.uri().resolve(page.location());
    }

    /** Logs in and goes on to the client's own address, as a browser would. Returns what is shown there. */
    public String visit(URI authorization) throws KeycloakException, InterruptedException {
        return get(authorize(authorization)).body();
    }

    /** Logs in at a device grant's complete verification address and grants what is asked for. */
    public void approveDevice(URI verification) throws KeycloakException, InterruptedException {
        Page page = followed(get(verification));
        page = followed(submit(page, Map.of("username", user, "password", password, "credentialId", "")));
        if (!page.body().contains("name=\"accept\"")) {
            throw new KeycloakException("Keycloak did not ask " + user + " to grant the device: " + page.complaint());
        }
        page = followed(submit(page, Map.of("accept", "Yes")));
        if (page.status() != 200) {
            throw new KeycloakException("Keycloak did not take the grant: " + page.complaint());
        }
    }

    private Page followed(Page first) throws KeycloakException, InterruptedException {
        Page page = first;
        for (int hop = 0; page.location() != null && hop < 10; hop++) {
            page = get(page.uri().resolve(page.location()));
        }
        return page;
    }

    private Page submit(Page page, Map<String, String> filledIn) throws KeycloakException, InterruptedException {
        Matcher form = FORM.matcher(page.body());
        if (!form.find()) {
            throw new KeycloakException("Keycloak shows no form: " + page.complaint());
        }
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher inputs = INPUT.matcher(form.group(2));
        while (inputs.find()) {
            Map<String, String> attributes = new LinkedHashMap<>();
            Matcher attribute = ATTRIBUTE.matcher(inputs.group());
            while (attribute.find()) {
                attributes.put(attribute.group(1), unescape(attribute.group(2)));
            }
            if ("hidden".equals(attributes.get("type")) && attributes.get("name") != null) {
                fields.put(attributes.get("name"), attributes.getOrDefault("value", ""));
            }
        }
        fields.putAll(filledIn);
        String body = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        URI action = page.uri().resolve(unescape(form.group(1)));
        return send(HttpRequest.newBuilder(action)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private Page get(URI address) throws KeycloakException, InterruptedException {
        return send(HttpRequest.newBuilder(address).GET());
    }

    private Page send(HttpRequest.Builder request) throws KeycloakException, InterruptedException {
        HttpRequest built = request.timeout(Duration.ofSeconds(30)).build();
        try {
            HttpResponse<String> response = http.send(built, HttpResponse.BodyHandlers.ofString());
            // Browsers treat loopback as secure and send such cookies over plain http there; Java's cookie store does
            // not.
            for (HttpCookie cookie : cookies.getCookieStore().getCookies()) {
                cookie.setSecure(false);
            }
            return new Page(
                    built.uri(),
                    response.statusCode(),
                    response.headers().firstValue("Location").orElse(null),
                    response.body());
        } catch (IOException e) {
            throw new KeycloakException(built.uri().getAuthority() + " does not answer: " + e.getMessage(), e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String unescape(String html) {
        return html.replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    private record Page(
            URI uri,
            int status,
            @org.jspecify.annotations.Nullable String location,
            String body) {
        String complaint() {
            Matcher error = ERROR.matcher(body);
            String shown = error.find()
                    ? error.group(1)
                            .replaceAll("<[^>]*>", " ")
                            .replaceAll("\\s+", " ")
                            .strip()
                    : "";
            return "status " + status + (shown.isEmpty() ? "" : ", \"" + unescape(shown) + "\"");
        }
    }
}
