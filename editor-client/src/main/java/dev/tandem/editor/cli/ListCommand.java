package dev.tandem.editor.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.editor.DocumentSummary;
import dev.tandem.model.Role;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code tandem list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the documents on this device, the last changed first.")
final class ListCommand implements Callable<Integer> {

    private static final DateTimeFormatter CHANGED = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private TandemCommand tandem;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        return tandem.with(desk -> {
            List<DocumentSummary> documents = desk.workspace().documents();
            if (json) {
                ObjectNode answer = Json.object();
                ArrayNode array = answer.putArray("documents");
                documents.forEach(
                        document -> array.add(Json.of(document, desk.workspace().hubState(document.id()))));
                Json.print(tandem.out(), answer);
                return;
            }
            for (DocumentSummary document : documents) {
                Role role = document.role();
                tandem.out()
                        .printf(
                                "%s  %s  %9d  %-6s  %s%n",
                                document.id(),
                                CHANGED.format(document.changed().atZone(ZoneId.systemDefault())),
                                document.characters(),
                                role == null ? "" : role.word(),
                                document.title().isEmpty() ? "(untitled)" : document.title());
            }
        });
    }
}
