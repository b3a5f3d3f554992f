package dev.tandem.keycloak;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keycloak itself, unpacked once a version into the cache directory. The zip is taken from the local Maven repository;
 * when it is not there, Maven is asked to fetch it. Several processes may ask at once: one unpacks, the others wait.
 *
 * @param home the unpacked server, with {@code bin}, {@code lib} and {@code data} in it
 */
record Distribution(Path home) {
    static final String VERSION = "26.7.3";

    private static final String NAME = "keycloak-" + VERSION;
    private static final String ARTIFACT = "org.keycloak:keycloak-quarkus-dist:" + VERSION + ":zip";
    private static final String GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy";
    private static final Logger log = LoggerFactory.getLogger(Distribution.class);

    /** {@code $XDG_CACHE_HOME/tandem}, or {@code ~/.cache/tandem}. */
    static Path defaultCache() {
        return cache(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    static Path cache(Map<String, String> environment, Path userHome) {
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        // The specification says that a relative path there is to be ignored.
        Path base = !xdg.isEmpty() && Path.of(xdg).isAbsolute() ? Path.of(xdg) : userHome.resolve(".cache");
        return base.resolve("tandem");
    }

    /** Unpacks when need be; takes some seconds the first time, and the download before that. */
    static Distribution in(Path cache) throws KeycloakException {
        Path home = cache.resolve(NAME);
        try {
            Files.createDirectories(cache);
            try (FileChannel channel = FileChannel.open(
                            cache.resolve(NAME + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!Files.isDirectory(home)) {
                    unpack(cache, home);
                }
                log.debug("Keycloak is in {} ({})", home, lock);
            }
            return new Distribution(home);
        } catch (ZipException e) {
            throw new KeycloakException(
                    "The Keycloak archive is damaged (" + e.getMessage()
                            + "): delete org/keycloak/keycloak-quarkus-dist from the local Maven repository and try again.",
                    e);
        } catch (IOException e) {
            throw new KeycloakException("Keycloak cannot be unpacked into " + cache + ": " + reason(e) + ".", e);
        }
    }

    private static void unpack(Path cache, Path home) throws IOException, KeycloakException {
        deleteLeftovers(cache);
        Path partial = Files.createTempDirectory(cache, NAME + ".partial-");
        Optional<Path> local = localRepositoryZip();
        Path zip = local.isPresent() ? local.get() : fetch(partial);
        log.info("Unpacking Keycloak {} into {}", VERSION, home);
        Path target = partial.resolve("unpacked");
        unzip(zip, target);
        Path unpacked = target.resolve(NAME);
        try (Stream<Path> scripts = Files.list(unpacked.resolve("bin"))) {
            for (Path script : scripts.filter(p -> p.toString().endsWith(".sh")).toList()) {
                if (Files.getFileStore(script).supportsFileAttributeView("posix")) {
                    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        }
        try {
            Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("the cache directory spans two file systems", e);
        }
        delete(partial);
    }

    private static Optional<Path> localRepositoryZip() {
        String configured = System.getProperty("maven.repo.local", "");
        Path repository = configured.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".m2", "repository")
                : Path.of(configured);
        Path zip = repository.resolve(Path.of(
                "org", "keycloak", "keycloak-quarkus-dist", VERSION, "keycloak-quarkus-dist-" + VERSION + ".zip"));
        return Files.isRegularFile(zip) ? Optional.of(zip) : Optional.empty();
    }

    private static Path fetch(Path directory) throws KeycloakException, IOException {
        log.info("Fetching Keycloak {} with Maven (177 MB, once)", VERSION);
        String maven = System.getProperty("os.name", "").startsWith("Windows") ? "mvn.cmd" : "mvn";
        Path output = directory.resolve("maven.txt");
        ProcessBuilder command = new ProcessBuilder(
                        maven, "-q", "-B", GOAL, "-Dartifact=" + ARTIFACT, "-DoutputDirectory=" + directory)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Process process;
        try {
            process = command.start();
        } catch (IOException e) {
            throw new KeycloakException(
                    "Keycloak " + VERSION
                            + " is not in the local Maven repository, and Maven cannot be run to fetch it: "
                            + "install Maven (apt-get install maven) or put mvn on the PATH.",
                    e);
        }
        try {
            process.getOutputStream().close();
            int exit = process.waitFor();
            if (exit != 0) {
                throw new KeycloakException("Maven could not fetch Keycloak " + VERSION
                        + "; is the network there? It said: " + firstLine(Files.readString(output)));
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new KeycloakException("Interrupted while Maven was fetching Keycloak.", e);
        }
        return directory.resolve("keycloak-quarkus-dist-" + VERSION + ".zip");
    }

    private static String firstLine(String text) {
        return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("nothing");
    }

    private static void unzip(Path zip, Path target) throws IOException {
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(file)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new ZipException("an entry leads outside: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(path.getParent() == null ? target : path.getParent());
                    Files.copy(entries, path);
                }
            }
        }
        if (!Files.isDirectory(target.resolve(NAME))) {
            throw new ZipException("there is no " + NAME + " in it");
        }
    }

    /** An unpacking that was killed leaves its directory behind; nobody uses it, since we hold the lock. */
    private static void deleteLeftovers(Path cache) throws IOException {
        List<Path> leftovers;
        try (Stream<Path> files = Files.list(cache)) {
            leftovers = files.filter(p -> p.getFileName().toString().startsWith(NAME + ".partial-"))
                    .toList();
        }
        for (Path leftover : leftovers) {
            delete(leftover);
        }
    }

    static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(directory)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }

    /** What the file system objected to; some of Java's file exceptions carry only the path as message. */
    static String reason(IOException e) {
        if (e instanceof FileSystemException file && file.getReason() == null) {
            return e.getClass()
                            .getSimpleName()
                            .replace("Exception", "")
                            .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                            .toLowerCase(java.util.Locale.ROOT)
                    + " (" + file.getFile() + ")";
        }
        return String.valueOf(e.getMessage());
    }
}
