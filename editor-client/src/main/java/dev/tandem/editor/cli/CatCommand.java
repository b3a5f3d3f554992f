package dev.tandem.editor.cli;

import dev.tandem.editor.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tandem cat}. */
@Command(name = "cat", mixinStandardHelpOptions = true, description = "Prints the text of a document.")
final class CatCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private TandemCommand tandem;

    @Parameters(paramLabel = "DOCUMENT", description = "Its id, the beginning of it, or its title.")
    private String document = "";

    @Override
    public Integer call() throws Exception {
        return tandem.with(desk -> {
            Session session = desk.open(desk.find(document).id());
            tandem.out().print(desk.ask(session, Session::text));
        });
    }
}
