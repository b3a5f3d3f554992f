package dev.tandem.keycloak;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory that Keycloak takes for its installation: links to the unpacked server, and a {@code data} of its own.
 * So several can run from one unpacked copy, and nobody's users end up in the cache.
 */
record ServerHome(Path directory, Distribution distribution) {
    private static final Logger log = LoggerFactory.getLogger(ServerHome.class);

    static ServerHome in(Path data, Distribution distribution) throws IOException {
        Path directory = Files.createDirectories(data.toAbsolutePath().normalize());
        for (String part : List.of("lib", "conf", "providers", "themes")) {
            Path link = directory.resolve(part);
            Path target = distribution.home().toAbsolutePath().resolve(part);
            if (Files.isSymbolicLink(link)) {
                if (Files.readSymbolicLink(link).equals(target)) {
                    continue;
                }
                Files.delete(link);
            } else if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(link + " is in the way; choose an empty directory");
            }
            Files.createSymbolicLink(link, target);
        }
        ServerHome home = new ServerHome(directory, distribution);
        home.placeRealm();
        return home;
    }

    private Path logFile() {
        return directory.resolve("keycloak.log");
    }

    private void placeRealm() throws IOException {
        Path imports = Files.createDirectories(directory.resolve("data").resolve("import"));
        Path file = imports.resolve("tandem-realm.json");
        byte[] realm = Realm.json();
        boolean known = Files.exists(file);
        if (known && Arrays.equals(Files.readAllBytes(file), realm)) {
            return;
        }
        if (known && Files.isDirectory(directory.resolve("data").resolve("h2"))) {
            log.warn(
                    "The realm file has changed since {} was made. Keycloak keeps the realm that it has; delete the directory to take the new one.",
                    directory);
        }
        Path partial = imports.resolve("tandem-realm.json.partial");
        Files.write(partial, realm);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** @param address what tokens and redirects name the server by, whatever name a client reaches it by */
    Child launch(String host, int port, URI address) throws IOException {
        List<String> command = List.of(
                distribution.home().resolve("bin").resolve("kc.sh").toString(),
                // Comes after kc.sh's own setting of the same property, and the last one counts.
                "-Dkc.home.dir=" + directory,
                "start-dev",
                "--import-realm",
                "--http-host=" + host,
                "--http-port=" + port,
                "--hostname=" + address);
        Map<String, String> environment = Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m",
                "KC_BOOTSTRAP_ADMIN_USERNAME", "admin",
                "KC_BOOTSTRAP_ADMIN_PASSWORD", "admin");
        return Child.start("Keycloak", command, environment, directory, logFile());
    }
}
