package dev.tandem.editor.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tandem export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes a document to a file, with the encoding and line ends that it came with.")
final class ExportCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private TandemCommand tandem;

    @Parameters(index = "0", paramLabel = "DOCUMENT", description = "Its id, the beginning of it, or its title.")
    private String document = "";

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "The file; an older one is replaced whole or not at all.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws Exception {
        return tandem.with(desk ->
                Desk.await(desk.workspace().exportFile(desk.find(document).id(), file)));
    }
}
