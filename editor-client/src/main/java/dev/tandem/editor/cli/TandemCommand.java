package dev.tandem.editor.cli;

import dev.tandem.editor.Profile;
import dev.tandem.editor.Workspace;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code tandem}: without another word it opens the window. */
@Command(
        name = "tandem",
        mixinStandardHelpOptions = true,
        version = "tandem 0.1.0",
        description = "A local-first, collaborative text editor. Without a command, the editor opens as you left it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it is done",
            "1:it could not be done; a sentence says why",
            "2:the command was not understood"
        },
        subcommands = {
            EditCommand.class,
            ListCommand.class,
            NewCommand.class,
            CatCommand.class,
            WriteCommand.class,
            RenameCommand.class,
            DeleteCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            LoginCommand.class,
            LogoutCommand.class,
            ShareCommand.class,
            SyncCommand.class,
            StatusCommand.class
        })
public final class TandemCommand implements Callable<Integer> {

    private final WindowStarter window;
    private final InputStream input;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private CommandSpec spec;

    @Option(
            names = "--profile",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where the documents lie; by default where this system keeps a person's data.")
    private @Nullable Path profile;

    /** The command, with its way to a window and its standard input. */
    public TandemCommand(WindowStarter window, InputStream input) {
        this.window = window;
        this.input = input;
    }

    /** Runs the arguments and returns the exit code; output and sentences go to the writers. */
    public static int run(TandemCommand command, PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(command)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Sentences::notUnderstood)
                .setExecutionExceptionHandler(Sentences::failed)
                .execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        return EditCommand.open(this, null);
    }

    WindowStarter window() {
        return window;
    }

    InputStream input() {
        return input;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    Profile profile() {
        Path directory = profile;
        return directory == null ? Profile.standard() : Profile.at(directory);
    }

    /** Says why the command did not work, and returns the exit code for that. */
    int failed(Exception failure) {
        return Sentences.failed(failure, spec.commandLine());
    }

    /** What a command does with an open workspace. */
    interface Task {
        void run(Desk desk) throws Exception;
    }

    /** Opens the workspace, runs the task, and closes it when everything is forced to disk. */
    Integer with(Task task) throws Exception {
        // The documents' thread ends last: the workspace closes what is open on it.
        try (Desk desk = new Desk(Workspace.open(profile()))) {
            task.run(desk);
        } finally {
            out().flush();
        }
        return CommandLine.ExitCode.OK;
    }
}
