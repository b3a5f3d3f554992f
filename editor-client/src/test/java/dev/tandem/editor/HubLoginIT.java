package dev.tandem.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tandem.editor.session.Access;
import dev.tandem.editor.session.HubState;
import dev.tandem.editor.session.Session;
import dev.tandem.editor.sync.HubLane;
import dev.tandem.editor.sync.LinkStatus;
import dev.tandem.editor.sync.SyncedDocument;
import dev.tandem.hub.Hub;
import dev.tandem.hub.HubConfig;
import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import dev.tandem.protocol.AwarenessUpdate;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.Update;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The editor at a hub that wants a login: roles, refusals and logins that end. */
class HubLoginIT {

    @TempDir
    Path directory;

    private MockLogin login;
    private Hub hub;

    @BeforeEach
    void start() throws Exception {
        login = new MockLogin();
        hub = Hub.start(HubConfig.withLogin(directory.resolve("hub"), login.issuer()));
    }

    @AfterEach
    void stop() {
        hub.close();
        login.close();
    }

    private Desk desk(String username, long tokenSeconds) throws Exception {
        Desk desk = Desk.at(directory.resolve(username));
        HubLink link = desk.workspace().hub();
        link.connect(hub.uri()).get(20, TimeUnit.SECONDS);
        login.announce(username, tokenSeconds);
        assertThat(link.login(login.browser()).get(20, TimeUnit.SECONDS).username())
                .isEqualTo(username);
        await().atMost(Duration.ofSeconds(20)).until(() -> link.state() instanceof HubLinkState.Online);
        // The hub knows a person once they have asked it something.
        link.refresh().get(20, TimeUnit.SECONDS);
        return desk;
    }

    private static Session openShared(Desk desk, DocumentId id) throws Exception {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            desk.workspace().hub().refresh().get(10, TimeUnit.SECONDS);
            return desk.workspace().documents().stream().anyMatch(d -> d.id().equals(id));
        });
        return desk.open(id);
    }

    @Test
    void aViewerReadsAndWhatTheyWriteStaysWithThem() throws Exception {
        try (Desk alice = desk("alice", 300);
                Desk bob = desk("bob", 300)) {
            Session alices = alice.create("Plan");
            alice.type(alices, 0, 0, "read only");
            alice.workspace().hub().share(alices.id(), "bob", Role.VIEWER).get(20, TimeUnit.SECONDS);
            assertThat(alice.workspace().hub().members(alices.id()).get(20, TimeUnit.SECONDS))
                    .extracting(Member::username)
                    .containsExactlyInAnyOrder("alice", "bob");

            Session bobs = openShared(bob, alices.id());
            bob.awaitText(bobs, "read only");
            assertThat(bob.ask(bobs, Session::access)).isEqualTo(Access.READ_ONLY);
            bob.awaitState(bobs, open -> open.state().hub() instanceof HubState.OnHub);

            bob.type(bobs, 0, 0, "not ");
            bob.awaitState(
                    bobs,
                    open -> open.state().saved()
                            && open.state().hub() instanceof HubState.Refused refused
                            && refused.waiting() == 1
                            && refused.reason().contains("You may only read"));
            alice.type(alices, 9, 0, "!");
            bob.awaitText(bobs, "not read only!");
            assertThat(alice.text(alices)).isEqualTo("read only!");
        }
    }

    @Test
    void aPersonWhoLosesTheRightKeepsWhatTheyHaveAndIsTold() throws Exception {
        try (Desk alice = desk("alice", 300);
                Desk bob = desk("bob", 300)) {
            Session alices = alice.create("Plan");
            alice.type(alices, 0, 0, "ours");
            alice.workspace().hub().share(alices.id(), "bob", Role.EDITOR).get(20, TimeUnit.SECONDS);
            Session bobs = openShared(bob, alices.id());
            bob.awaitText(bobs, "ours");
            bob.awaitState(bobs, open -> open.access() == Access.EDIT);

            alice.workspace().hub().revoke(alices.id(), "bob").get(20, TimeUnit.SECONDS);
            bob.awaitState(bobs, open -> open.state().hub() instanceof HubState.Refused);
            bob.type(bobs, 4, 0, " and mine");
            bob.awaitState(bobs, open -> open.state().saved());
            alice.type(alices, 0, 0, "only ");
            assertThat(bob.text(bobs)).isEqualTo("ours and mine");
            assertThat(alice.text(alices)).isEqualTo("only ours");
        }
    }

    @Test
    void anExpiredLoginPausesTheLaneAndNothingElse() throws Exception {
        Path profile;
        DocumentId id;
        try (Desk alice = desk("alice", 300)) {
            Session alices = alice.create("Plan");
            alice.type(alices, 0, 0, "before");
            alice.workspace().hub().share(alices.id()).get(20, TimeUnit.SECONDS);
            alice.awaitState(alices, open -> open.state().hub() instanceof HubState.OnHub);
            id = alices.id();
            profile = directory.resolve("alice");
            alice.workspace().hub().logout().get(20, TimeUnit.SECONDS);
            alice.awaitState(alices, open -> open.state().hub() instanceof HubState.Paused);
            assertThat(alice.workspace().hub().state()).isInstanceOf(HubLinkState.LoginNeeded.class);

            alice.type(alices, 6, 0, ", after");
            alice.awaitState(
                    alices,
                    open -> open.state().saved()
                            && open.state().hub() instanceof HubState.Paused paused
                            && paused.waiting() == 1
                            && paused.reason().contains("Log in"));
            login.announce("alice", 300);
            alice.workspace().hub().login(login.browser()).get(20, TimeUnit.SECONDS);
            alice.awaitState(alices, open -> open.state().hub() instanceof HubState.OnHub);
        }
        try (Desk again = Desk.at(profile)) {
            // The login is remembered, so the hub is reached without asking anybody.
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> again.workspace().hubState(id) instanceof HubState.OnHub);
            assertThat(again.workspace().hub().identity().map(Identity::name)).contains("Person alice");
        }
    }

    @Test
    void aTokenThatEndsIsReplacedOnTheOpenSocket() throws Exception {
        DocumentId id;
        try (Desk alice = desk("alice", 300)) {
            Session alices = alice.create("Plan");
            alice.workspace().hub().share(alices.id()).get(20, TimeUnit.SECONDS);
            id = alices.id();
        }
        AtomicInteger tokens = new AtomicInteger();
        List<LinkStatus> heard = new CopyOnWriteArrayList<>();
        URI socket = URI.create("ws://127.0.0.1:" + hub.port() + "/sync");
        try (HubLane lane = new HubLane(
                socket,
                HttpClient.newHttpClient(),
                () -> {
                    tokens.incrementAndGet();
                    return CompletableFuture.completedFuture(login.token("alice", 4));
                },
                Desk.QUICK,
                state -> {})) {
            lane.attach(new EmptyDocument(id, heard), 0);
            lane.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> tokens.get() >= 4);
            // The socket never closed: the link went up once and stayed.
            assertThat(heard.get(heard.size() - 1).link()).isInstanceOf(LinkStatus.Live.class);
            assertThat(heard.stream().filter(status -> status.link() instanceof LinkStatus.Live))
                    .hasSize(1);
        }
    }

    /** A document without anything in it. */
    private record EmptyDocument(DocumentId id, List<LinkStatus> heard) implements SyncedDocument {

        @Override
        public CompletableFuture<StateVector> stateVector() {
            return CompletableFuture.completedFuture(StateVector.empty());
        }

        @Override
        public CompletableFuture<Update> difference(StateVector have) {
            return CompletableFuture.completedFuture(Update.empty());
        }

        @Override
        public void receive(Update update) {}

        @Override
        public void receive(AwarenessUpdate update) {}

        @Override
        public CompletableFuture<AwarenessUpdate> presence() {
            return CompletableFuture.completedFuture(new AwarenessUpdate(List.of()));
        }

        @Override
        public void linkChanged(LinkStatus status) {
            heard.add(status);
        }
    }

    @Test
    void sharingWithSomebodyWhomTheHubDoesNotKnowIsSaidSo() throws Exception {
        try (Desk alice = desk("alice", 300)) {
            Session alices = alice.create("Plan");
            assertThatThrownBy(() -> alice.workspace()
                            .hub()
                            .share(alices.id(), "nobody", Role.EDITOR)
                            .get(20, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(HubException.class)
                    .hasMessageContaining("Nobody called \"nobody\" has logged in to this hub yet");
        }
    }

    @Test
    void anotherPersonsDocumentLooksLikeNone() throws Exception {
        try (Desk alice = desk("alice", 300);
                Desk bob = desk("bob", 300)) {
            Session alices = alice.create("Secret");
            alice.workspace().hub().share(alices.id()).get(20, TimeUnit.SECONDS);
            bob.workspace().hub().refresh().get(20, TimeUnit.SECONDS);
            assertThat(bob.workspace().documents()).isEmpty();
            assertThatThrownBy(() -> bob.workspace().hub().members(alices.id()).get(20, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOf(HubException.class);
        }
    }
}
