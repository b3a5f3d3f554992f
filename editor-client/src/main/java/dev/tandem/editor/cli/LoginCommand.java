package dev.tandem.editor.cli;

import dev.tandem.editor.Identity;
import dev.tandem.editor.login.OidcLogin;
import dev.tandem.editor.login.SystemBrowser;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code tandem login}. */
@Command(
        name = "login",
        mixinStandardHelpOptions = true,
        description = "Logs in to the hub's login server, with the browser of this device.")
final class LoginCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private TandemCommand tandem;

    @Option(names = "--hub", paramLabel = "URL", description = "The hub; by default the one named before.")
    private @Nullable URI hub;

    @Option(names = "--device", description = "Show a code to type into a browser on any other device.")
    private boolean device;

    @Override
    public Integer call() throws Exception {
        return tandem.with(desk -> {
            desk.connect(hub);
            if (!desk.hub().wantsLogin().orElse(true)) {
                tandem.out().println("The hub wants no login.");
                return;
            }
            Identity who = Desk.await(
                    device
                            ? desk.hub().loginWithDevice(this::show)
                            : desk.hub()
                                    .login(page -> open(
                                            page, desk.workspace().settings().get(SystemBrowser.KNOB))),
                    OidcLogin.PATIENCE);
            tandem.out().println("Logged in as " + who.name() + " (" + who.username() + ").");
            tandem.out().println(desk.workspace().loginWhereabouts());
        });
    }

    private void open(URI page, String program) throws IOException {
        tandem.out().println("Opening the login page in your browser. If it does not open, go to:");
        tandem.out().println(page);
        tandem.out().flush();
        new SystemBrowser(program).open(page);
    }

    private void show(URI page, String code, URI pageWithCode, Duration lifetime) {
        tandem.out().println("Go to " + page + " on any device and type the code " + code + ",");
        tandem.out()
                .println("or open " + pageWithCode + ". The code is good for " + lifetime.toMinutes() + " minutes.");
        tandem.out().flush();
    }
}
