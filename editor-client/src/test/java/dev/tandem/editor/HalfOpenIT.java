package dev.tandem.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.editor.session.HubState;
import dev.tandem.editor.session.Session;
import dev.tandem.editor.sync.LaneSettings;
import dev.tandem.hub.Hub;
import dev.tandem.hub.HubConfig;
import dev.tandem.hub.socket.SocketSettings;
import dev.tandem.model.DocumentId;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A connection that is dead and does not know it: both ends find out, and what was written meanwhile arrives once. */
class HalfOpenIT {

    @TempDir
    Path directory;

    private static Session openShared(Desk desk, DocumentId id) throws Exception {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            desk.workspace().hub().refresh().get(10, TimeUnit.SECONDS);
            return desk.workspace().documents().stream().anyMatch(d -> d.id().equals(id));
        });
        return desk.open(id);
    }

    private static boolean isOnHub(Session session) {
        return session.state().hub() instanceof HubState.OnHub;
    }

    @Test
    void theEditorNoticesAndWhatWasWrittenMeanwhileArrivesOnce() throws Exception {
        LaneSettings real = LaneSettings.defaults();
        // The lane looks for silence once a second.
        assertThat(real.silence().plusSeconds(1)).isLessThan(Duration.ofSeconds(20));
        try (Hub hub = Hub.start(HubConfig.open(directory.resolve("hub")));
                DeafLine line = new DeafLine(hub.uri());
                Desk ana = Desk.at(directory.resolve("ana"), real);
                Desk bob = Desk.at(directory.resolve("bob"))) {
            ana.workspace().hub().connect(line.address()).get(20, TimeUnit.SECONDS);
            bob.workspace().hub().connect(hub.uri()).get(20, TimeUnit.SECONDS);
            Session anas = ana.create("Plan");
            ana.type(anas, 0, 0, "together.");
            ana.workspace().hub().share(anas.id()).get(20, TimeUnit.SECONDS);
            Session bobs = openShared(bob, anas.id());
            bob.awaitText(bobs, "together.");
            ana.awaitState(anas, HalfOpenIT::isOnHub);

            int before = line.connections();
            line.goDeaf();
            long deaf = System.nanoTime();
            ana.type(anas, 0, 0, "Ana alone. ");
            bob.type(bobs, 9, 0, " Bob alone.");
            ana.awaitState(
                    anas, open -> open.state().hub() instanceof HubState.Waiting waiting && waiting.waiting() == 1);
            await().atMost(Duration.ofSeconds(60)).until(() -> line.connections() > before);
            System.out.printf(
                    "HalfOpenIT: a new connection %d ms after the old one went deaf%n",
                    (System.nanoTime() - deaf) / 1_000_000);

            String both = "Ana alone. together. Bob alone.";
            ana.awaitText(anas, both);
            bob.awaitText(bobs, both);
            ana.awaitState(anas, HalfOpenIT::isOnHub);
            bob.awaitState(bobs, HalfOpenIT::isOnHub);
        }
    }

    @Test
    void theHubNoticesAndTheOthersSeeThatThePersonIsGone() throws Exception {
        LaneSettings noticesNothing = new LaneSettings(
                Duration.ofMillis(30),
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));
        SocketSettings sockets = SocketSettings.defaults().withLiveness(Duration.ofSeconds(1), Duration.ofSeconds(4));
        try (Hub hub = Hub.start(HubConfig.open(directory.resolve("hub")).withSockets(sockets));
                DeafLine line = new DeafLine(hub.uri());
                Desk ana = Desk.at(directory.resolve("ana"), noticesNothing);
                Desk bob = Desk.at(directory.resolve("bob"))) {
            ana.workspace().hub().connect(line.address()).get(20, TimeUnit.SECONDS);
            bob.workspace().hub().connect(hub.uri()).get(20, TimeUnit.SECONDS);
            Session anas = ana.create("Plan");
            ana.workspace().hub().share(anas.id()).get(20, TimeUnit.SECONDS);
            Session bobs = openShared(bob, anas.id());
            bob.awaitState(bobs, open -> open.peers().size() == 1);
            int before = line.connections();
            assertThat(openSockets(hub)).isEqualTo("tandem_connections 2.0");

            line.goDeaf();

            await().atMost(Duration.ofSeconds(60)).until(() -> openSockets(hub).equals("tandem_connections 1.0"));
            bob.awaitState(bobs, open -> open.peers().isEmpty());
            assertThat(line.connections()).as("the editor has not noticed").isEqualTo(before);
        }
    }

    private static String openSockets(Hub hub) throws Exception {
        HttpRequest metrics =
                HttpRequest.newBuilder(hub.uri().resolve("/metrics")).build();
        return HttpClient.newHttpClient()
                .send(metrics, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith("tandem_connections "))
                .findFirst()
                .orElse("no such figure");
    }
}
