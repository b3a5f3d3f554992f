package dev.tandem.keycloak;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tandem keycloak}: a Keycloak in the foreground until it is interrupted. Exit 0, 1 failed, 2 wrong usage. */
@Command(
        name = "tandem keycloak",
        description = "Starts a real Keycloak in development mode with the realm 'tandem' imported.",
        mixinStandardHelpOptions = true,
        version = "Keycloak " + Distribution.VERSION,
        footer = {
            "",
            "Users alice, bob and carol; the password is the name. Admin console: admin, admin.",
            "Keycloak itself is unpacked once into $XDG_CACHE_HOME/tandem (default ~/.cache/tandem)."
        })
public final class KeycloakMain implements Callable<Integer> {
    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + KeycloakOptions.DEFAULT_PORT,
            description = "TCP port, 0 to 65535; 0 chooses a free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = KeycloakOptions.DEFAULT_HOST,
            description = "Loopback address to serve on. Default: ${DEFAULT-VALUE}.")
    private String host = KeycloakOptions.DEFAULT_HOST;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where users, sessions and keys are kept. Default: $XDG_DATA_HOME/tandem-keycloak"
                    + " (~/.local/share/tandem-keycloak).")
    private @Nullable Path data;

    @Spec
    private @Nullable CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new KeycloakMain())
                .setParameterExceptionHandler((e, arguments) -> {
                    e.getCommandLine().getErr().println(e.getMessage());
                    e.getCommandLine().getErr().println("See 'tandem keycloak --help'.");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((e, commandLine, result) -> {
                    if (!(e instanceof KeycloakException)) {
                        throw e;
                    }
                    commandLine.getErr().println(e.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    @Override
    public Integer call() throws KeycloakException, InterruptedException {
        CommandLine commandLine = java.util.Objects.requireNonNull(spec).commandLine();
        if (port < 0 || port > 65_535) {
            throw new CommandLine.ParameterException(
                    commandLine, "--port must be between 0 and 65535, not " + port + ".");
        }
        Path directory = data != null ? data : defaultData(System.getenv());
        try (Keycloak keycloak =
                Keycloak.start(KeycloakOptions.on(port, directory).withHost(host))) {
            commandLine.getOut().println("Keycloak is listening on " + keycloak.address());
            commandLine.getOut().println("Issuer: " + keycloak.issuer());
            commandLine.getOut().flush();
            keycloak.awaitEnd();
            return CommandLine.ExitCode.OK;
        }
    }

    private static Path defaultData(Map<String, String> environment) {
        String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        Path base = !xdg.isEmpty() && Path.of(xdg).isAbsolute()
                ? Path.of(xdg)
                : Path.of(System.getProperty("user.home"), ".local", "share");
        return base.resolve("tandem-keycloak");
    }
}
