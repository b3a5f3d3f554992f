package dev.tandem.keycloak;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Keycloak in development mode, as a child process, with the realm imported. It ends with {@link #close}, with
 * this JVM, and also when this JVM is killed. Any thread may use it.
 */
public final class Keycloak implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Keycloak.class);

    private final Child process;
    private final URI address;

    private Keycloak(Child process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Starts one and waits until the realm is served: 12 to 60 seconds, more when it must be downloaded first. */
    public static Keycloak start(KeycloakOptions options) throws KeycloakException {
        InetAddress host = loopback(options.host());
        int port = claim(host, options.port());
        Distribution distribution = Distribution.in(options.cache());
        try (FirstStart turn = FirstStart.of(distribution)) {
            ServerHome home = ServerHome.in(options.data(), distribution);
            String authority = (host.getHostAddress().contains(":") ? "[::1]" : host.getHostAddress()) + ":" + port;
            URI address = URI.create("http://" + authority);
            log.info("Starting Keycloak {} on {}; this takes up to a minute", Distribution.VERSION, address);
            Keycloak keycloak = new Keycloak(home.launch(host.getHostAddress(), port, address), address);
            try {
                keycloak.awaitRealm(options.patience());
                turn.done();
                return keycloak;
            } catch (KeycloakException e) {
                keycloak.close();
                throw e;
            }
        } catch (IOException e) {
            throw new KeycloakException(
                    "Keycloak cannot be started in " + options.data() + ": " + Distribution.reason(e) + ".", e);
        }
    }

    /** {@code http://host:port}, where the admin console is too. */
    public URI address() {
        return address;
    }

    /** The issuer of the realm's tokens. */
    public URI issuer() {
        return address.resolve("/realms/" + Realm.NAME);
    }

    /** What the server prints. */
    public Path logFile() {
        return process.output();
    }

    /**
     * Waits until the server has ended.
     *
     * @throws KeycloakException when nobody here ended it
     */
    public void awaitEnd() throws KeycloakException, InterruptedException {
        int exit = process.waitFor();
        if (!process.isStopping()) {
            throw new KeycloakException("Keycloak ended by itself with exit code " + exit + ": " + complaint()
                    + " (log: " + logFile() + ")");
        }
    }

    @Override
    public void close() {
        process.close();
    }

    private void awaitRealm(Duration patience) throws KeycloakException {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(2))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        HttpRequest discovery = HttpRequest.newBuilder(URI.create(issuer() + "/.well-known/openid-configuration"))
                .timeout(Duration.ofSeconds(10))
                .build();
        Instant deadline = Instant.now().plus(patience);
        try {
            while (Instant.now().isBefore(deadline)) {
                if (!process.isAlive()) {
                    throw new KeycloakException(
                            "Keycloak ended while starting: " + complaint() + " (log: " + logFile() + ")");
                }
                try {
                    int status = http.send(discovery, HttpResponse.BodyHandlers.discarding())
                            .statusCode();
                    if (status == 200) {
                        return;
                    }
                    log.debug("Keycloak answers {}", status);
                } catch (IOException e) {
                    log.trace("Keycloak does not answer yet", e);
                }
                Thread.sleep(200);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeycloakException("Interrupted while Keycloak was starting.", e);
        }
        throw new KeycloakException("Keycloak does not serve the realm after " + patience.toSeconds() + " s: "
                + complaint() + " (log: " + logFile() + ")");
    }

    private String complaint() throws KeycloakException {
        try {
            List<String> lines = Files.readAllLines(logFile());
            return lines.stream()
                    .filter(line -> line.contains("ERROR"))
                    .reduce((first, last) -> last)
                    .orElse(lines.isEmpty() ? "it printed nothing" : lines.get(lines.size() - 1));
        } catch (IOException e) {
            throw new KeycloakException("Keycloak does not start, and its log " + logFile() + " cannot be read.", e);
        }
    }

    private static InetAddress loopback(String host) throws KeycloakException {
        try {
            InetAddress address = InetAddress.getByName(host);
            if (!address.isLoopbackAddress()) {
                throw new KeycloakException("Keycloak's development passwords are known to everyone, so it serves only "
                        + "this machine: use --host 127.0.0.1 instead of " + host + ".");
            }
            return address;
        } catch (UnknownHostException e) {
            throw new KeycloakException("Unknown host: " + host + ".", e);
        }
    }

    /** Asks for the port before a minute is spent on starting; Keycloak takes it itself later. */
    private static int claim(InetAddress host, int port) throws KeycloakException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return socket.getLocalPort();
        } catch (BindException e) {
            throw new KeycloakException(
                    "Port " + port + " is taken on " + host.getHostAddress() + ": choose another with --port.", e);
        } catch (IOException e) {
            throw new KeycloakException("Port " + port + " cannot be used: " + Distribution.reason(e) + ".", e);
        }
    }
}
