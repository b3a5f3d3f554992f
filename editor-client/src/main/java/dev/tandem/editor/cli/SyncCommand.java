package dev.tandem.editor.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.editor.DocumentSummary;
import dev.tandem.editor.HubLinkState;
import dev.tandem.editor.session.HubState;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code tandem sync}. */
@Command(
        name = "sync",
        mixinStandardHelpOptions = true,
        description = "Exchanges the shared documents with the hub, and waits until each is the same there and here.")
final class SyncCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private TandemCommand tandem;

    @Option(names = "--hub", paramLabel = "URL", description = "The hub; by default the one named before.")
    private @Nullable URI hub;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long to try, 1 to 3600; ${DEFAULT-VALUE} by default.")
    private int seconds = 60;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (seconds < 1 || seconds > 3600) {
            throw new CommandFailure("The timeout is 1 to 3600 seconds.");
        }
        return tandem.with(desk -> {
            desk.connect(hub);
            Duration patience = Duration.ofSeconds(seconds);
            HubLinkState state = desk.awaitHub(patience);
            if (state instanceof HubLinkState.LoginNeeded needed) {
                throw new CommandFailure(needed.reason());
            }
            if (state instanceof HubLinkState.Offline offline) {
                throw new CommandFailure(offline.reason() + " What you wrote is saved on this device.");
            }
            Desk.await(desk.hub().refresh());
            boolean settled = Desk.soon(() -> shared(desk).allMatch(d -> isSettled(desk, d)), patience);
            report(desk);
            if (!settled) {
                throw new CommandFailure("Not every document was exchanged within " + seconds + " seconds.");
            }
            if (shared(desk).anyMatch(d -> !(desk.workspace().hubState(d.id()) instanceof HubState.OnHub))) {
                throw new CommandFailure("Not every document is on the hub; see above.");
            }
        });
    }

    private static Stream<DocumentSummary> shared(Desk desk) {
        return desk.workspace().documents().stream().filter(DocumentSummary::shared);
    }

    private static boolean isSettled(Desk desk, DocumentSummary document) {
        HubState state = desk.workspace().hubState(document.id());
        return state instanceof HubState.OnHub || state instanceof HubState.Refused;
    }

    private void report(Desk desk) {
        ObjectNode answer = Json.object();
        ArrayNode array = answer.putArray("documents");
        shared(desk).forEach(document -> {
            HubState state = desk.workspace().hubState(document.id());
            array.add(Json.of(document, state));
            if (!json) {
                tandem.out()
                        .printf(
                                "%s  %s: %s%n",
                                document.id(),
                                document.title(),
                                HubWords.of(state).sentence());
            }
        });
        if (json) {
            Json.print(tandem.out(), answer);
        }
    }
}
