package dev.tandem.editor.cli;

import dev.tandem.editor.DocumentSummary;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tandem delete}. */
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description =
                "Takes a document off this device. One that is on a hub stays there; of one that is not, or that has"
                        + " edits which the hub lacks, this is the only copy.")
final class DeleteCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private TandemCommand tandem;

    @Parameters(paramLabel = "DOCUMENT", description = "Its id, the beginning of it, or its title.")
    private String document = "";

    @Option(names = "--yes", description = "Also if something is lost for good with it.")
    private boolean sure;

    @Override
    public Integer call() throws Exception {
        return tandem.with(desk -> {
            DocumentSummary found = desk.find(document);
            int waiting = HubWords.of(desk.workspace().hubState(found.id())).waiting();
            if (!sure && !found.shared() && found.characters() > 0) {
                throw new CommandFailure(
                        "\"" + found.title() + "\" is nowhere but on this device. Export it first, or say"
                                + " --yes to delete it for good.");
            }
            if (!sure && waiting > 0) {
                throw new CommandFailure("\"" + found.title() + "\" has edits that the hub does not have (" + waiting
                        + "). Bring them there with 'tandem sync', or say --yes to lose them.");
            }
            Desk.await(desk.workspace().delete(found.id()));
            tandem.out().println(found.shared() ? "Taken off this device. It is still on the hub." : "Deleted.");
        });
    }
}
