package dev.tandem.editor.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.crdt.TextDocument;
import dev.tandem.editor.Desk;
import dev.tandem.editor.session.HubState;
import dev.tandem.editor.session.Session;
import dev.tandem.hub.Hub;
import dev.tandem.hub.HubConfig;
import dev.tandem.model.DocumentId;
import dev.tandem.protocol.AwarenessUpdate;
import dev.tandem.protocol.MalformedUpdateException;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.Update;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A document on the lane goes from one holder to another while the old one still owes an answer. */
class ChangingHandsIT {

    @TempDir
    Path directory;

    @Test
    void theNewHolderIsAskedWhatTheOldOneHadNotSaidYet() throws Exception {
        try (Hub hub = Hub.start(HubConfig.open(directory.resolve("hub")));
                Desk ana = Desk.at(directory.resolve("ana"))) {
            ana.workspace().hub().connect(hub.uri()).get(20, TimeUnit.SECONDS);
            Session anas = ana.create("Plan");
            ana.type(anas, 0, 0, "from Ana. ");
            ana.workspace().hub().share(anas.id()).get(20, TimeUnit.SECONDS);
            ana.awaitState(anas, open -> open.state().hub() instanceof HubState.OnHub);

            URI socket = URI.create("ws://127.0.0.1:" + hub.port() + "/sync");
            Holder silentOnState = new Holder(anas.id(), "", true, false);
            Holder silentOnDifference = new Holder(anas.id(), "", false, true);
            Holder talkative = new Holder(anas.id(), "from Bob. ", false, false);
            try (HubLane lane = new HubLane(
                    socket,
                    HttpClient.newHttpClient(),
                    () -> CompletableFuture.completedFuture(""),
                    Desk.QUICK,
                    state -> {})) {
                lane.attach(silentOnState, 0);
                lane.start();
                silentOnState.askedForState.get(20, TimeUnit.SECONDS);
                lane.attach(silentOnDifference, 0);
                silentOnDifference.askedForDifference.get(20, TimeUnit.SECONDS);
                lane.attach(talkative, 0);

                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                    assertThat(talkative.text).contains("from Ana. ", "from Bob. ");
                    assertThat(talkative.link).isInstanceOf(LinkStatus.Live.class);
                    assertThat(ana.text(anas)).isEqualTo(talkative.text);
                });
            }
        }
    }

    /** A document of which one question or another is never answered; its CRDT lives on the lane's thread. */
    private static final class Holder implements SyncedDocument {

        final CompletableFuture<Boolean> askedForState = new CompletableFuture<>();
        final CompletableFuture<Boolean> askedForDifference = new CompletableFuture<>();
        volatile String text;
        volatile LinkStatus.@Nullable Link link;

        private final DocumentId id;
        private final boolean silentOnState;
        private final boolean silentOnDifference;
        private @Nullable TextDocument opened;

        Holder(DocumentId id, String text, boolean silentOnState, boolean silentOnDifference) {
            this.id = id;
            this.text = text;
            this.silentOnState = silentOnState;
            this.silentOnDifference = silentOnDifference;
        }

        private TextDocument document() {
            TextDocument document = opened;
            if (document == null) {
                document = TextDocument.open(TextDocument.randomClientId());
                document.splice(0, 0, text);
                opened = document;
            }
            return document;
        }

        @Override
        public DocumentId id() {
            return id;
        }

        @Override
        public CompletableFuture<StateVector> stateVector() {
            askedForState.complete(true);
            return silentOnState
                    ? new CompletableFuture<>()
                    : CompletableFuture.completedFuture(document().stateVector());
        }

        @Override
        public CompletableFuture<Update> difference(StateVector have) {
            askedForDifference.complete(true);
            try {
                return silentOnDifference
                        ? new CompletableFuture<>()
                        : CompletableFuture.completedFuture(document().difference(have));
            } catch (MalformedUpdateException refused) {
                return CompletableFuture.failedFuture(refused);
            }
        }

        @Override
        public void receive(Update update) {
            try {
                document().apply(update);
                text = document().text();
            } catch (MalformedUpdateException refused) {
                throw new AssertionError(refused);
            }
        }

        @Override
        public void receive(AwarenessUpdate update) {}

        @Override
        public CompletableFuture<AwarenessUpdate> presence() {
            return CompletableFuture.completedFuture(new AwarenessUpdate(List.of()));
        }

        @Override
        public void linkChanged(LinkStatus status) {
            link = status.link();
        }
    }
}
