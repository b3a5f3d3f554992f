package dev.tandem.editor.cli;

import dev.tandem.editor.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tandem new}. */
@Command(name = "new", mixinStandardHelpOptions = true, description = "Makes an empty document and prints its id.")
final class NewCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private TandemCommand tandem;

    @Parameters(paramLabel = "TITLE", description = "Its title.")
    private String title = "";

    @Override
    public Integer call() throws Exception {
        return tandem.with(desk -> {
            Session session = desk.create(title);
            desk.awaitSaved(session);
            tandem.out().println(session.id());
        });
    }
}
