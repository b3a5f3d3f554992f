package dev.tandem.editor;

import dev.tandem.editor.cli.CommandFailure;
import dev.tandem.editor.cli.TandemCommand;
import dev.tandem.editor.cli.WindowStarter;
import dev.tandem.editor.ui.EditorApp;
import dev.tandem.editor.ui.EditorOptions;
import dev.tandem.model.DocumentId;
import java.awt.GraphicsEnvironment;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Starts the editor or one of its commands; the one class that knows both the window and the command line. */
public final class EditorMain implements WindowStarter {

    private EditorMain() {}

    /** Runs the command that the arguments name, and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // Text goes out as it is in the document, whatever the terminal says it speaks.
        PrintWriter out = new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8), false);
        PrintWriter err = new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.err), StandardCharsets.UTF_8), true);
        int exitCode = TandemCommand.run(new TandemCommand(new EditorMain(), System.in), out, err, arguments);
        out.flush();
        // The toolkit's threads would keep a process alive whose window is closed.
        System.exit(exitCode);
    }

    @Override
    public void show(Workspace workspace, Optional<DocumentId> document, Optional<Path> file)
            throws CommandFailure, InterruptedException {
        if (GraphicsEnvironment.isHeadless()) {
            throw new CommandFailure(
                    "There is no display to open a window on. On the command line, 'tandem list', 'cat'"
                            + " and 'write' work without one.");
        }
        EditorApp.start(workspace, new EditorOptions(document, file)).awaitClosed();
    }

    @Override
    public void refuse(String sentence) {
        if (!GraphicsEnvironment.isHeadless()) {
            EditorApp.refuse(sentence);
        }
    }
}
