package dev.tandem.editor.cli;

import dev.tandem.editor.DocumentException;
import dev.tandem.editor.ExportException;
import dev.tandem.editor.HubException;
import dev.tandem.editor.ImportException;
import dev.tandem.editor.ProfileException;
import dev.tandem.editor.file.FileRefusedException;
import dev.tandem.store.StoreException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person is told when a command does not work. */
final class Sentences {

    private static final Logger LOG = LoggerFactory.getLogger(Sentences.class);

    private Sentences() {}

    /** A mistake in the command itself: one sentence and where to read more. */
    static int notUnderstood(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println("tandem: " + mistake.getMessage());
        if (mistake instanceof UnmatchedArgumentException unmatched) {
            UnmatchedArgumentException.printSuggestions(unmatched, command.getErr());
        }
        command.getErr().println("Try '" + name + " --help'.");
        command.getErr().flush();
        return CommandLine.ExitCode.USAGE;
    }

    /** Something that was understood and did not work. */
    static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        return failed(failure, command);
    }

    /** The same before anything was parsed, or after. */
    static int failed(Exception failure, CommandLine command) {
        Throwable cause = cause(failure);
        if (!isSentence(cause)) {
            LOG.error("The command failed", failure);
        }
        command.getErr().println("tandem: " + of(cause));
        command.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** What a failure says to a person. */
    static String sentence(Throwable failure) {
        return of(cause(failure));
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** These exceptions promise a sentence for a person. */
    private static boolean isSentence(Throwable cause) {
        return cause instanceof CommandFailure
                || cause instanceof ProfileException
                || cause instanceof DocumentException
                || cause instanceof ImportException
                || cause instanceof ExportException
                || cause instanceof HubException
                || cause instanceof StoreException
                || cause instanceof FileRefusedException
                || cause instanceof UncheckedIOException;
    }

    private static String of(Throwable cause) {
        String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return "That did not work (" + cause.getClass().getSimpleName() + ").";
        }
        return isSentence(cause) ? message : "That did not work: " + message;
    }
}
