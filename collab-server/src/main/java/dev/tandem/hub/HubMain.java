package dev.tandem.hub;

import dev.tandem.hub.room.RoomSettings;
import dev.tandem.hub.socket.SocketSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the hub. Exit codes: 0 stopped in order, 1 could not start, 2 wrong flags. */
@Command(
        name = "tandem hub",
        mixinStandardHelpOptions = true,
        version = "Tandem 0.1.0",
        description = "Runs a hub: it relays what is written between editors, and keeps it.",
        sortOptions = false)
public final class HubMain implements Callable<Integer> {

    /** Who may come in. */
    enum Auth {
        none,
        oidc
    }

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            paramLabel = "ADDRESS",
            description = "The address to listen on. Default: ${DEFAULT-VALUE}")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            defaultValue = "8484",
            paramLabel = "PORT",
            description = "The port to listen on, 0 for any free one. Default: ${DEFAULT-VALUE}")
    private int port = 8484;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the embedded database is. Default: tandem-hub in the user's data directory")
    private @Nullable Path data;

    @Option(
            names = "--auth",
            paramLabel = "none|oidc",
            description = "Who may come in: everyone on this machine, or who logged in."
                    + " Default: oidc if there is an --issuer, none otherwise")
    private @Nullable Auth auth;

    @Option(
            names = "--issuer",
            paramLabel = "URL",
            description = "The login service, exactly as it calls itself. Needed with --auth oidc")
    private @Nullable URI issuer;

    @Option(
            names = "--issuer-ca",
            paramLabel = "FILE",
            description = "Certificates in PEM form that an https --issuer may be signed with, besides those that Java"
                    + " trusts")
    private @Nullable Path issuerAuthorities;

    @Option(
            names = "--audience",
            defaultValue = HubConfig.DEFAULT_AUDIENCE,
            paramLabel = "NAME",
            description = "What tokens must be made for. Default: ${DEFAULT-VALUE}")
    private String audience = HubConfig.DEFAULT_AUDIENCE;

    @Option(
            names = "--database",
            paramLabel = "JDBC-URL",
            description = "A PostgreSQL database, jdbc:postgresql://..., instead of the embedded one")
    private @Nullable String database;

    @Option(
            names = "--insecure",
            description = "Lets a hub without login listen on more than loopback: anyone may then read and edit all")
    private boolean insecure;

    /** Runs until the process is told to stop. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** The same without ending the JVM: returns the exit code. */
    static int run(String... args) {
        return new CommandLine(new HubMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, arguments) -> {
                    System.err.println("tandem hub: " + wrong.getMessage() + ". See tandem hub --help.");
                    return CommandLine.ExitCode.USAGE;
                })
                .execute(args);
    }

    @Override
    public Integer call() throws InterruptedException {
        String wrong = wrongFlags();
        if (wrong != null) {
            System.err.println("tandem hub: " + wrong);
            return CommandLine.ExitCode.USAGE;
        }
        Hub hub;
        try {
            hub = Hub.start(config());
        } catch (HubStartException e) {
            System.err.println("tandem hub: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            hub.close();
                            stopped.countDown();
                        },
                        "hub-shutdown"));
        System.out.println("Tandem hub listening on " + hub.uri());
        System.out.flush();
        stopped.await();
        return CommandLine.ExitCode.OK;
    }

    private @Nullable String wrongFlags() {
        if (port < 0 || port > 65_535) {
            return "--port is a number from 0 to 65535.";
        }
        if (auth == Auth.oidc && issuer == null) {
            return "--auth oidc needs --issuer URL; for a hub on this machine alone use --auth none.";
        }
        if (auth == Auth.none && issuer != null) {
            return "--issuer makes no sense with --auth none.";
        }
        if (issuerAuthorities != null && (issuer == null || !"https".equalsIgnoreCase(issuer.getScheme()))) {
            return "--issuer-ca makes sense only with an --issuer that is an https URL.";
        }
        if (issuer != null && !isHttp(issuer)) {
            return "--issuer is an http or https URL.";
        }
        if (database != null && !database.startsWith("jdbc:postgresql:")) {
            return "--database is a JDBC URL of PostgreSQL, jdbc:postgresql://...; the embedded database needs --data only.";
        }
        if (database != null && data != null) {
            return "--data and --database exclude each other: updates are kept in one place.";
        }
        return null;
    }

    private static boolean isHttp(URI uri) {
        return uri.getHost() != null
                && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()));
    }

    private HubConfig config() {
        return new HubConfig(
                host,
                port,
                data == null ? defaultData() : data,
                issuer,
                issuerAuthorities,
                audience,
                database,
                insecure,
                RoomSettings.defaults(),
                SocketSettings.defaults());
    }

    private static Path defaultData() {
        String xdg = System.getenv("XDG_DATA_HOME");
        Path base = xdg == null || xdg.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "share")
                : Path.of(xdg);
        return base.resolve("tandem-hub");
    }
}
