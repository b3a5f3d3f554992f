package dev.tandem.editor.cli;

import dev.tandem.editor.DocumentSummary;
import dev.tandem.model.Role;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tandem rename}. */
@Command(name = "rename", mixinStandardHelpOptions = true, description = "Gives a document another title.")
final class RenameCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private TandemCommand tandem;

    @Parameters(index = "0", paramLabel = "DOCUMENT", description = "Its id, the beginning of it, or its title.")
    private String document = "";

    @Parameters(index = "1", paramLabel = "TITLE", description = "Its new title.")
    private String title = "";

    @Override
    public Integer call() throws Exception {
        return tandem.with(desk -> {
            DocumentSummary found = desk.find(document);
            if (found.role() == Role.VIEWER) {
                throw new CommandFailure("You may only read \"" + found.title() + "\". Its title is as it was.");
            }
            Desk.await(desk.workspace().rename(found.id(), title));
            tandem.out().println("Renamed.");
        });
    }
}
