package dev.tandem.editor.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.editor.DocumentSummary;
import dev.tandem.editor.Member;
import dev.tandem.model.Role;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tandem share}. */
@Command(
        name = "share",
        mixinStandardHelpOptions = true,
        description = "Puts a document on the hub, and lets a person open it. Without a person, says who may.")
final class ShareCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private TandemCommand tandem;

    @Parameters(index = "0", paramLabel = "DOCUMENT", description = "Its id, the beginning of it, or its title.")
    private String document = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "PERSON", description = "The short name of the person.")
    private @Nullable String person;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "ROLE",
            description = "One of: ${COMPLETION-CANDIDATES}; editor by default.")
    private Role role = Role.EDITOR;

    @Option(names = "--remove", description = "Take the person's right away instead.")
    private boolean remove;

    @Option(names = "--hub", paramLabel = "URL", description = "The hub; by default the one named before.")
    private @Nullable URI hub;

    @Option(names = "--json", description = "Print who may open it as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        return tandem.with(desk -> {
            DocumentSummary found = desk.find(document);
            desk.connect(hub);
            String who = person;
            if (who == null && remove) {
                throw new CommandFailure("Say whose right is to be taken away.");
            }
            if (who == null) {
                Desk.await(desk.hub().share(found.id()));
            } else if (remove) {
                Desk.await(desk.hub().revoke(found.id(), who));
            } else {
                Desk.await(desk.hub().share(found.id(), who, role));
            }
            desk.awaitOnHub(found.id());
            print(Desk.await(desk.hub().members(found.id())));
        });
    }

    private void print(List<Member> members) {
        if (json) {
            ObjectNode answer = Json.object();
            ArrayNode array = answer.putArray("members");
            members.forEach(member -> array.addObject()
                    .put("username", member.username())
                    .put("name", member.name())
                    .put("role", member.role().word()));
            Json.print(tandem.out(), answer);
            return;
        }
        for (Member member : members) {
            tandem.out().printf("%-6s  %s (%s)%n", member.role().word(), member.name(), member.username());
        }
    }
}
