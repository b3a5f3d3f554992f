package dev.tandem.editor.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code tandem logout}. */
@Command(
        name = "logout",
        mixinStandardHelpOptions = true,
        description = "Ends the login and forgets it on this device. Documents stay.")
final class LogoutCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private TandemCommand tandem;

    @Override
    public Integer call() throws Exception {
        return tandem.with(desk -> {
            if (desk.awaitIdentity().isEmpty()) {
                tandem.out().println("Nobody was logged in.");
                return;
            }
            Desk.await(desk.hub().logout());
            tandem.out().println("Logged out.");
        });
    }
}
