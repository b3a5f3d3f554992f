package dev.tandem.editor.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.editor.DocumentSummary;
import dev.tandem.editor.HubLinkState;
import dev.tandem.editor.Identity;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code tandem status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Says where the documents are, how the hub is reached, and who is logged in.")
final class StatusCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
    private TandemCommand tandem;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Option(names = "--hub", paramLabel = "URL", description = "The hub; by default the one named before.")
    private @Nullable URI hub;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        return tandem.with(desk -> {
            if (hub != null) {
                desk.connect(hub);
            }
            Optional<Identity> who = desk.awaitIdentity();
            Desk.soon(() -> isKnown(desk), PATIENCE);
            ObjectNode answer = answer(desk, who);
            if (json) {
                Json.print(tandem.out(), answer);
            } else {
                print(desk, answer, who);
            }
        });
    }

    /** Whether the hub, if one was named, was reached or is known not to be; the stored login is read before it is tried. */
    private static boolean isKnown(Desk desk) {
        HubLinkState state = desk.hub().state();
        return state instanceof HubLinkState.NoHub
                ? desk.hub().address().isEmpty()
                : !(state instanceof HubLinkState.Connecting);
    }

    private ObjectNode answer(Desk desk, Optional<Identity> who) {
        List<DocumentSummary> documents = desk.workspace().documents();
        HubLinkState state = desk.hub().state();
        return Json.object()
                .put("profile", tandem.profile().directory().toString())
                .put("documents", documents.size())
                .put(
                        "shared",
                        documents.stream().filter(DocumentSummary::shared).count())
                .put(
                        "waiting",
                        documents.stream()
                                .mapToInt(
                                        document -> HubWords.of(desk.workspace().hubState(document.id()))
                                                .waiting())
                                .sum())
                .put("hub", desk.hub().address().map(URI::toString).orElse(null))
                .put("hubState", word(state))
                .put("reason", reason(state))
                .put("user", who.map(Identity::username).orElse(null));
    }

    private void print(Desk desk, ObjectNode answer, Optional<Identity> who) {
        String reason = answer.path("reason").asText();
        PrintWriter out = tandem.out();
        out.println("Profile    " + answer.path("profile").asText());
        out.println("Documents  " + answer.path("documents").asInt() + ", "
                + answer.path("shared").asInt() + " of them on a hub");
        out.println("Hub        " + desk.hub().address().map(URI::toString).orElse("none") + " ("
                + answer.path("hubState").asText() + (reason.isEmpty() ? "" : ": " + reason) + ")");
        out.println("Login      "
                + who.map(person -> person.name() + " (" + person.username() + ")")
                        .orElse("nobody"));
        out.println("Waiting    " + answer.path("waiting").asInt() + " edits that the hub has not acknowledged");
        desk.workspace().storeFailure().ifPresent(failure -> out.println("Disk       " + failure));
    }

    private static String word(HubLinkState state) {
        if (state instanceof HubLinkState.NoHub) {
            return "no-hub";
        }
        if (state instanceof HubLinkState.Online) {
            return "online";
        }
        if (state instanceof HubLinkState.LoginNeeded) {
            return "login-needed";
        }
        return state instanceof HubLinkState.Offline ? "offline" : "connecting";
    }

    private static String reason(HubLinkState state) {
        if (state instanceof HubLinkState.Offline offline) {
            return offline.reason();
        }
        return state instanceof HubLinkState.LoginNeeded needed ? needed.reason() : "";
    }
}
