package dev.tandem.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionTest {
    @TempDir
    Path directory;

    @Test
    void theCacheIsWhereTheDesktopSpecificationSaysItIs() {
        Path home = Path.of("/home/ana");
        assertThat(Distribution.cache(Map.of(), home)).isEqualTo(Path.of("/home/ana/.cache/tandem"));
        assertThat(Distribution.cache(Map.of("XDG_CACHE_HOME", "/var/c"), home)).isEqualTo(Path.of("/var/c/tandem"));
        assertThat(Distribution.cache(Map.of("XDG_CACHE_HOME", "relative"), home))
                .isEqualTo(Path.of("/home/ana/.cache/tandem"));
    }

    @Test
    void aCacheThatCannotBeWrittenIsSaidBeforeAnythingStarts() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        assertThatThrownBy(() -> Distribution.in(file.resolve("tandem")))
                .isInstanceOf(KeycloakException.class)
                .hasMessageStartingWith("Keycloak cannot be unpacked into " + file.resolve("tandem") + ": ");
    }

    @Test
    void aTakenPortIsSaidBeforeAnythingStarts() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            KeycloakOptions options = KeycloakOptions.on(taken.getLocalPort(), directory.resolve("data"));
            assertThatThrownBy(() -> Keycloak.start(options).close())
                    .isInstanceOf(KeycloakException.class)
                    .hasMessage("Port " + taken.getLocalPort() + " is taken on 127.0.0.1: choose another with --port.");
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anAddressThatOthersCanReachIsRefused() {
        KeycloakOptions options =
                KeycloakOptions.on(0, directory.resolve("data")).withHost("0.0.0.0");
        assertThatThrownBy(() -> Keycloak.start(options).close())
                .isInstanceOf(KeycloakException.class)
                .hasMessageContaining("use --host 127.0.0.1 instead of 0.0.0.0");
    }

    @Test
    void wrongFlagsEndWithASentenceAndExitCode2() {
        assertThat(Cli.run("--port", "many").exit()).isEqualTo(2);
        assertThat(Cli.run("--port", "many").err()).contains("Invalid value for option '--port'");
        assertThat(Cli.run("--port", "70000").err()).startsWith("--port must be between 0 and 65535, not 70000.");
        assertThat(Cli.run("--prot", "1").err()).startsWith("Unknown option");
        assertThat(Cli.run("--help").exit()).isZero();
    }
}
