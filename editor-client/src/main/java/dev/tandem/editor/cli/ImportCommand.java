package dev.tandem.editor.cli;

import dev.tandem.editor.Imported;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tandem import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Makes documents of files and prints their ids.")
final class ImportCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private TandemCommand tandem;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files.")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws Exception {
        return tandem.with(desk -> {
            for (Path file : files) {
                Imported imported = Desk.await(desk.workspace().importFile(file));
                imported.notices().forEach(tandem.err()::println);
                tandem.out().println(imported.id());
            }
        });
    }
}
