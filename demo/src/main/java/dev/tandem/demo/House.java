package dev.tandem.demo;

import dev.tandem.keycloak.Child;
import dev.tandem.keycloak.Keycloak;
import dev.tandem.keycloak.KeycloakException;
import dev.tandem.keycloak.KeycloakOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Keycloak and a hub that trusts it, each in a process of its own, on free ports of this machine. */
final class House implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Keycloak keycloak;
    private final Child hub;
    private final URI hubAddress;

    private House(Keycloak keycloak, Child hub, URI hubAddress) {
        this.keycloak = keycloak;
        this.hub = hub;
        this.hubAddress = hubAddress;
    }

    /** Starts both and waits until they serve. */
    static House open(Path directory) throws DemoException, InterruptedException {
        Keycloak keycloak;
        try {
            keycloak = Keycloak.start(KeycloakOptions.on(0, directory.resolve("keycloak")));
        } catch (KeycloakException e) {
            throw new DemoException(e.getMessage() == null ? "Keycloak cannot be started." : e.getMessage(), e);
        }
        try {
            Child hub = Program.start(
                    "hub",
                    "dev.tandem.hub.HubMain",
                    List.of(
                            "--port=0",
                            "--data=" + directory.resolve("hub"),
                            "--auth=oidc",
                            "--issuer=" + keycloak.issuer()),
                    Map.of(),
                    directory);
            return new House(keycloak, hub, awaitAddress(hub));
        } catch (DemoException | InterruptedException | RuntimeException e) {
            keycloak.close();
            throw e;
        } catch (IOException e) {
            keycloak.close();
            throw new DemoException("The hub cannot be started: " + e.getMessage() + ".", e);
        }
    }

    URI hub() {
        return hubAddress;
    }

    URI issuer() {
        return keycloak.issuer();
    }

    @Override
    public void close() {
        hub.close();
        keycloak.close();
    }

    /** The address that a hub prints when it is ready. */
    static URI awaitAddress(Child hub) throws IOException, DemoException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            String printed = Files.readString(hub.output());
            Matcher line = LISTENING.matcher(printed);
            if (line.find()) {
                return URI.create(line.group(1));
            }
            if (!hub.isAlive()) {
                throw new DemoException("The hub ended while starting: " + printed.strip());
            }
            Thread.sleep(50);
        }
        hub.close();
        throw new DemoException(
                "The hub did not start within " + PATIENCE.toSeconds() + " s (log: " + hub.output() + ").");
    }
}
