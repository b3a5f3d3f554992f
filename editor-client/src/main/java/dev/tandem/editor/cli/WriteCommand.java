package dev.tandem.editor.cli;

import dev.tandem.editor.DocumentSummary;
import dev.tandem.editor.file.TextFile;
import dev.tandem.editor.session.Access;
import dev.tandem.editor.session.Session;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tandem write}. */
@Command(
        name = "write",
        mixinStandardHelpOptions = true,
        description =
                "Replaces the text of a document with what stands on the standard input, changing only what differs, and waits until it is saved.")
final class WriteCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private TandemCommand tandem;

    @Parameters(paramLabel = "DOCUMENT", description = "Its id, the beginning of it, or its title.")
    private String document = "";

    @Option(names = "--append", description = "Keep the text and add to its end.")
    private boolean append;

    @Override
    public Integer call() throws Exception {
        return tandem.with(desk -> {
            DocumentSummary found = desk.find(document);
            TextFile input = TextFile.decode(read(), "The standard input");
            input.notices().forEach(tandem.err()::println);
            Session session = desk.open(found.id());
            if (desk.ask(session, Session::access) == Access.READ_ONLY) {
                throw new CommandFailure("You may only read \"" + found.title() + "\". Nothing was changed.");
            }
            int changed = desk.ask(session, open -> append ? add(open, input.text()) : replace(open, input.text()));
            desk.awaitSaved(session);
            tandem.out().println(changed == 0 ? "Nothing changed." : "Saved.");
        });
    }

    private byte[] read() throws IOException, CommandFailure {
        byte[] bytes = tandem.input().readNBytes(TextFile.MAX_BYTES + 1);
        if (bytes.length > TextFile.MAX_BYTES) {
            throw new CommandFailure(
                    "The standard input is larger than " + (TextFile.MAX_BYTES >> 20) + " MiB. Nothing was changed.");
        }
        return bytes;
    }

    private static int add(Session session, String text) {
        session.splice(session.length(), 0, text);
        return text.length();
    }

    private static int replace(Session session, String text) {
        MinimalEdit edit = MinimalEdit.between(session.text(), text);
        if (!edit.isEmpty()) {
            session.splice(edit.offset(), edit.deleted(), edit.inserted());
        }
        return edit.deleted() + edit.inserted().length();
    }
}
