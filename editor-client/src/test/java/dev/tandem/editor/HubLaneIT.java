package dev.tandem.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tandem.editor.session.HubState;
import dev.tandem.editor.session.Peer;
import dev.tandem.editor.session.Session;
import dev.tandem.hub.Hub;
import dev.tandem.hub.HubConfig;
import dev.tandem.model.DocumentId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub lane against a real hub that asks nobody who they are. */
class HubLaneIT {

    @TempDir
    Path directory;

    private Hub hub;

    @BeforeEach
    void startHub() throws Exception {
        hub = Hub.start(HubConfig.open(directory.resolve("hub")));
    }

    @AfterEach
    void stopHub() {
        hub.close();
    }

    private Desk desk(String name) throws Exception {
        Desk desk = Desk.at(directory.resolve(name));
        desk.workspace().hub().connect(hub.uri()).get(20, TimeUnit.SECONDS);
        return desk;
    }

    private static void share(Desk desk, Session session) throws Exception {
        desk.workspace().hub().share(session.id()).get(20, TimeUnit.SECONDS);
        awaitOnHub(desk, session);
    }

    private static void awaitOnHub(Desk desk, Session session) {
        desk.awaitState(session, open -> open.state().hub() instanceof HubState.OnHub);
    }

    private static Session openShared(Desk desk, DocumentId id) throws Exception {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            desk.workspace().hub().refresh().get(10, TimeUnit.SECONDS);
            return desk.workspace().documents().stream().anyMatch(d -> d.id().equals(id));
        });
        return desk.open(id);
    }

    @Test
    void twoPeopleWriteIntoOneText() throws Exception {
        try (Desk ana = desk("ana");
                Desk bob = desk("bob")) {
            Session anas = ana.create("Plan");
            ana.type(anas, 0, 0, "Hello");
            share(ana, anas);
            Session bobs = openShared(bob, anas.id());
            bob.awaitText(bobs, "Hello");
            assertThat(bob.ask(bobs, Session::title)).isEqualTo("Plan");
            bob.type(bobs, 5, 0, " Ana 👋");
            ana.awaitText(anas, "Hello Ana 👋");
            ana.type(anas, 0, 5, "Hi");
            bob.awaitText(bobs, "Hi Ana 👋");
            awaitOnHub(ana, anas);
            awaitOnHub(bob, bobs);
        }
    }

    @Test
    void whatIsNotSharedNeverLeavesTheDevice() throws Exception {
        try (Desk ana = desk("ana")) {
            Session secret = ana.create("Secret");
            ana.type(secret, 0, 0, "my diary");
            Session shared = ana.create("Shared");
            share(ana, shared);
            assertThat(ana.ask(secret, Session::state).hub()).isEqualTo(new HubState.NotShared());
        }
        try (Desk bob = desk("bob")) {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                bob.workspace().hub().refresh().get(10, TimeUnit.SECONDS);
                assertThat(bob.workspace().documents())
                        .extracting(DocumentSummary::title)
                        .containsExactly("Shared");
            });
        }
    }

    @Test
    void whatIsWrittenWhileTheHubIsAwayGetsThereLater() throws Exception {
        try (Desk ana = desk("ana");
                Desk bob = desk("bob")) {
            Session anas = ana.create("Plan");
            ana.type(anas, 0, 0, "start.");
            share(ana, anas);
            Session bobs = openShared(bob, anas.id());
            bob.awaitText(bobs, "start.");
            int port = hub.port();
            hub.close();
            ana.awaitState(anas, open -> open.state().hub() instanceof HubState.Offline);
            bob.awaitState(bobs, open -> open.state().hub() instanceof HubState.Offline);
            ana.type(anas, 0, 0, "A");
            ana.type(anas, 1, 0, "B");
            bob.type(bobs, 6, 0, "Z");
            ana.awaitState(
                    anas,
                    open -> open.state().saved()
                            && open.state().hub() instanceof HubState.Offline offline
                            && offline.waiting() == 2);
            hub = Hub.start(HubConfig.open(directory.resolve("hub")).listeningOn("127.0.0.1", port));
            ana.awaitText(anas, "ABstart.Z");
            bob.awaitText(bobs, "ABstart.Z");
            awaitOnHub(ana, anas);
            awaitOnHub(bob, bobs);
        }
    }

    @Test
    void editsThatWereNotSentSurviveARestartOfTheEditor() throws Exception {
        DocumentId id;
        int port = hub.port();
        try (Desk ana = desk("ana")) {
            Session anas = ana.create("Plan");
            id = anas.id();
            share(ana, anas);
            hub.close();
            ana.awaitState(anas, open -> open.state().hub() instanceof HubState.Offline);
            ana.type(anas, 0, 0, "written offline");
        }
        hub = Hub.start(HubConfig.open(directory.resolve("hub")).listeningOn("127.0.0.1", port));
        try (Desk ana = Desk.at(directory.resolve("ana"));
                Desk bob = desk("bob")) {
            // Nobody opens it at ana's; it is exchanged all the same.
            Session bobs = openShared(bob, id);
            bob.awaitText(bobs, "written offline");
            await().atMost(Duration.ofSeconds(20)).until(() -> ana.workspace().hubState(id) instanceof HubState.OnHub);
        }
    }

    @Test
    void editsMadeWhileNoHubIsTriedAreKnownToWaitAfterARestart() throws Exception {
        DocumentId id;
        try (Desk ana = desk("ana")) {
            Session session = ana.create("Plan");
            ana.type(session, 0, 0, "there");
            share(ana, session);
            id = session.id();
            ana.workspace().hub().disconnect().get(20, TimeUnit.SECONDS);
            ana.type(session, 5, 0, ", here");
            ana.type(session, 0, 1, "T");
            ana.awaitState(session, open -> open.state().saved());
            ana.close(session);
            ana.workspace().rename(id, "Plans").get(20, TimeUnit.SECONDS);
        }
        try (Desk again = Desk.at(directory.resolve("ana"))) {
            assertThat(again.workspace().hubState(id))
                    .isInstanceOfSatisfying(
                            HubState.Offline.class,
                            state -> assertThat(state.waiting()).isEqualTo(3));
            again.workspace().hub().connect(hub.uri()).get(20, TimeUnit.SECONDS);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> again.workspace().hubState(id) instanceof HubState.OnHub);
        }
    }

    @Test
    void aDocumentThatNobodyLooksAtIsKeptUpToDate() throws Exception {
        try (Desk ana = desk("ana");
                Desk bob = desk("bob")) {
            Session anas = ana.create("Plan");
            share(ana, anas);
            Session bobs = openShared(bob, anas.id());
            bob.close(bobs);
            ana.type(anas, 0, 0, "while you were away");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(bob.workspace().documents().get(0).characters())
                                    .isEqualTo("while you were away".length()));
            hub.close();
            Session later = bob.open(anas.id());
            assertThat(bob.text(later)).isEqualTo("while you were away");
        }
    }

    @Test
    void caretsOfOthersAreShownWhereTheyAre() throws Exception {
        try (Desk ana = desk("ana");
                Desk bob = desk("bob")) {
            Session anas = ana.create("Plan");
            ana.type(anas, 0, 0, "0123456789");
            share(ana, anas);
            Session bobs = openShared(bob, anas.id());
            bob.awaitText(bobs, "0123456789");
            ana.ask(anas, open -> {
                open.showCursor(3, 7);
                return true;
            });
            bob.awaitState(bobs, open -> cursorsAre(open, 3, 7));
            bob.type(bobs, 0, 0, "ab");
            bob.awaitState(bobs, open -> cursorsAre(open, 5, 9));
            assertThat(bob.ask(bobs, Session::peers).get(0).color()).matches("#[0-9a-f]{6}");
            ana.close(anas);
            bob.awaitState(bobs, open -> open.peers().isEmpty());
        }
    }

    private static boolean cursorsAre(Session session, int anchor, int head) {
        List<Peer> peers = session.peers();
        return peers.size() == 1
                && Integer.valueOf(anchor).equals(peers.get(0).anchor())
                && Integer.valueOf(head).equals(peers.get(0).head());
    }

    @Test
    void undoTakesBackOnlyWhatOneWroteOneself() throws Exception {
        try (Desk ana = desk("ana");
                Desk bob = desk("bob")) {
            Session anas = ana.create("Plan");
            share(ana, anas);
            Session bobs = openShared(bob, anas.id());
            ana.type(anas, 0, 0, "mine ");
            bob.awaitText(bobs, "mine ");
            bob.type(bobs, 5, 0, "yours");
            ana.awaitText(anas, "mine yours");
            ana.ask(anas, Session::undo);
            bob.awaitText(bobs, "yours");
        }
    }

    @Test
    void aBrokenConnectionIsRepairedWithoutLoss() throws Exception {
        long seed = Long.getLong("tandem.seed", System.nanoTime());
        Random random = new Random(seed);
        try (Desk ana = desk("ana");
                Desk bob = desk("bob")) {
            Session anas = ana.create("Plan");
            share(ana, anas);
            Session bobs = openShared(bob, anas.id());
            for (int i = 0; i < 200; i++) {
                Desk who = random.nextBoolean() ? ana : bob;
                Session session = who == ana ? anas : bobs;
                int at = random.nextInt(who.ask(session, Session::length) + 1);
                who.type(session, at, 0, Character.toString('a' + random.nextInt(26)));
                if (i % 50 == 25) {
                    ((HubConnection) who.workspace().hub()).interrupt();
                }
                Thread.sleep(random.nextInt(10));
            }
            awaitOnHub(ana, anas);
            awaitOnHub(bob, bobs);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(ana.text(anas))
                            .as("seed %d", seed)
                            .hasSize(200)
                            .isEqualTo(bob.text(bobs)));
        }
    }

    @Test
    void aLargeDocumentGetsThereInPieces() throws Exception {
        String large = "0123456789abcdef".repeat(8 * 65536);
        try (Desk ana = desk("ana");
                Desk bob = desk("bob")) {
            Session anas = ana.create("Large");
            ana.type(anas, 0, 0, large);
            share(ana, anas);
            Session bobs = openShared(bob, anas.id());
            await().atMost(Duration.ofSeconds(60)).until(() -> bob.ask(bobs, Session::length) == large.length());
            assertThat(bob.text(bobs)).isEqualTo(large);
        }
    }

    @Test
    void unknownHostsAndOddAddressesGetASentence() throws Exception {
        try (Desk ana = Desk.at(directory.resolve("ana"))) {
            HubLink link = ana.workspace().hub();
            assertThatThrownBy(() -> link.connect(URI.create("http://no-such-host.invalid:8484"))
                            .get(30, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(java.nio.channels.UnresolvedAddressException.class)
                    .cause()
                    .isInstanceOf(HubException.class)
                    .hasMessageContaining("no computer of that name is known");
            assertThatThrownBy(
                            () -> link.connect(URI.create("ftp://example.org")).get(30, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(HubException.class)
                    .hasMessageContaining("is not the address of a hub");
            assertThat(link.state()).isEqualTo(new HubLinkState.NoHub());
        }
    }
}
