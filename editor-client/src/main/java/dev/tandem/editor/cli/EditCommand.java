package dev.tandem.editor.cli;

import dev.tandem.model.DocumentId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tandem edit}. */
@Command(
        name = "edit",
        mixinStandardHelpOptions = true,
        description = "Opens the editor; with a file or a document, with that one in front.")
final class EditCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private TandemCommand tandem;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE or DOCUMENT",
            description =
                    "A file to make a document of, or the id, the beginning of an id, or the title of a document.")
    private @Nullable String what;

    @Override
    public Integer call() throws Exception {
        return open(tandem, what);
    }

    static Integer open(TandemCommand tandem, @Nullable String what) throws Exception {
        try {
            return show(tandem, what);
        } catch (Exception failure) {
            // Who starts the editor from a menu sees no terminal.
            int exitCode = tandem.failed(failure);
            tandem.window().refuse(Sentences.sentence(failure));
            return exitCode;
        }
    }

    private static Integer show(TandemCommand tandem, @Nullable String what) throws Exception {
        return tandem.with(desk -> {
            if (what == null) {
                tandem.window().show(desk.workspace(), Optional.empty(), Optional.empty());
            } else if (Files.exists(Path.of(what))) {
                tandem.window().show(desk.workspace(), Optional.empty(), Optional.of(Path.of(what)));
            } else {
                tandem.window().show(desk.workspace(), Optional.of(find(desk, what)), Optional.empty());
            }
        });
    }

    private static DocumentId find(Desk desk, String what) throws CommandFailure {
        try {
            return desk.find(what).id();
        } catch (CommandFailure neither) {
            throw new CommandFailure(
                    "\"" + what + "\" is neither a file nor a document on this device. See 'tandem list'.", neither);
        }
    }
}
