package dev.tandem.editor.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.crdt.TextDocument;
import dev.tandem.protocol.HocuspocusMessage;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.SyncMessage;
import dev.tandem.protocol.Update;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rows of the tables in docs/sync.md: what moves a lane and its documents from one state to another. */
class HubLaneStatesTest {

    private static final LaneSettings QUICK = new LaneSettings(
            Duration.ofMillis(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(6),
            Duration.ofSeconds(10),
            Duration.ofMillis(20),
            Duration.ofMillis(50));

    private ScriptedHub hub;
    private HubLane lane;
    private final List<LaneState> states = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokensAskedFor = new AtomicInteger();

    @BeforeEach
    void open() throws Exception {
        hub = new ScriptedHub();
    }

    @AfterEach
    void close() {
        if (lane != null) {
            lane.close();
        }
        hub.close();
    }

    private void laneWith(TokenSource tokens) {
        lane = new HubLane(
                hub.address(),
                HttpClient.newHttpClient(),
                () -> {
                    tokensAskedFor.incrementAndGet();
                    return tokens.token();
                },
                QUICK,
                states::add);
    }

    private void openLane() {
        laneWith(() -> CompletableFuture.completedFuture("a token"));
    }

    private static Update written(String text) {
        try (TextDocument document = TextDocument.open(7)) {
            return document.splice(0, 0, text);
        }
    }

    private void awaitState(Class<? extends LaneState> expected) {
        await().atMost(Duration.ofSeconds(20)).until(() -> expected.isInstance(lane.state()));
    }

    private static void awaitLink(HeldDocument document, LinkStatus.Link link, int waiting) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(document.status().link()).isEqualTo(link);
            assertThat(document.status().waiting()).isEqualTo(waiting);
        });
    }

    /** From token to live, as a hub does it that has nothing of the document. */
    private ScriptedHub.Line goLive(HeldDocument document) throws Exception {
        ScriptedHub.Line line = hub.line();
        hub.hear(HocuspocusMessage.AuthToken.class);
        line.say(document.id(), new HocuspocusMessage.Authenticated(false));
        exchange(line, document);
        return line;
    }

    private void exchange(ScriptedHub.Line line, HeldDocument document) throws Exception {
        line.say(document.id(), new HocuspocusMessage.Sync(new SyncMessage.Step1(StateVector.empty())));
        line.say(document.id(), new HocuspocusMessage.Sync(new SyncMessage.Step2(Update.empty())));
        // The step 1 of the lane comes first, then its answer.
        assertThat(hub.hear(HocuspocusMessage.Sync.class).message()).isInstanceOf(SyncMessage.Step1.class);
        assertThat(hub.hear(HocuspocusMessage.Sync.class).message()).isInstanceOf(SyncMessage.Step2.class);
        line.say(document.id(), new HocuspocusMessage.SyncStatus(true));
    }

    // --- The socket
    // ---------------------------------------------------------------------------------------------------

    @Test
    void theSocketOpensOnceThereIsAToken() throws Exception {
        CompletableFuture<String> token = new CompletableFuture<>();
        laneWith(() -> token);
        lane.start();
        awaitState(LaneState.Connecting.class);
        assertThat(hub.wasCalled()).isFalse();
        token.complete("a token");
        awaitState(LaneState.Open.class);
        assertThat(states).containsExactly(new LaneState.Connecting(), new LaneState.Open());
    }

    @Test
    void whereOnlyALoginHelpsTheLanePausesAndTriesNothingUntilItIsResumed() throws Exception {
        AtomicInteger logins = new AtomicInteger();
        laneWith(() -> logins.get() == 0
                ? CompletableFuture.failedFuture(new TokenSource.LoginNeededException("Log in."))
                : CompletableFuture.completedFuture("a token"));
        HeldDocument plan = new HeldDocument("plan", Update.empty());
        lane.attach(plan, 3);
        lane.start();
        awaitState(LaneState.Paused.class);
        awaitLink(plan, new LinkStatus.Paused("Log in."), 3);
        // Many times the longest wait between two attempts.
        Thread.sleep(1_000);
        assertThat(tokensAskedFor).hasValue(1);
        assertThat(lane.state()).isEqualTo(new LaneState.Paused("Log in."));
        logins.incrementAndGet();
        lane.resume();
        awaitState(LaneState.Open.class);
    }

    @Test
    void aTokenThatCannotBeHadNowIsAskedForAgain() throws Exception {
        laneWith(() -> tokensAskedFor.get() < 3
                ? CompletableFuture.failedFuture(new IOException("The login server does not answer."))
                : CompletableFuture.completedFuture("a token"));
        lane.start();
        awaitState(LaneState.Open.class);
        assertThat(states)
                .containsExactly(
                        new LaneState.Connecting(),
                        new LaneState.Offline("The login server does not answer."),
                        new LaneState.Connecting(),
                        new LaneState.Offline("The login server does not answer."),
                        new LaneState.Connecting(),
                        new LaneState.Open());
    }

    @Test
    void aSocketThatTheHubClosesIsOfflineForTheHubsReasonAndComesBackByItself() throws Exception {
        openLane();
        HeldDocument plan = new HeldDocument("plan", Update.empty());
        lane.attach(plan, 0);
        lane.start();
        for (int code : List.of(1012, 1013, 4400, 1011)) {
            // It comes back so soon that only the next socket shows that it was away.
            goLive(plan).hangUp(code);
        }
        goLive(plan);
        awaitLink(plan, new LinkStatus.Live(), 0);
        assertThat(states.stream().filter(LaneState.Offline.class::isInstance))
                .containsExactly(
                        new LaneState.Offline("The hub is restarting."),
                        new LaneState.Offline("The hub is busy and asks to come back later."),
                        new LaneState.Offline("The hub did not understand this editor."),
                        new LaneState.Offline("The connection to the hub was lost."));
    }

    @Test
    void aNewTokenThatNeedsALoginPausesTheOpenLane() throws Exception {
        laneWith(() -> tokensAskedFor.get() == 1
                ? CompletableFuture.completedFuture("a token")
                : CompletableFuture.failedFuture(new TokenSource.LoginNeededException("The login has ended.")));
        HeldDocument plan = new HeldDocument("plan", Update.empty());
        lane.attach(plan, 0);
        lane.start();
        ScriptedHub.Line line = goLive(plan);
        line.say(plan.id(), new HocuspocusMessage.AuthRequest());
        awaitState(LaneState.Paused.class);
        awaitLink(plan, new LinkStatus.Paused("The login has ended."), 0);
    }

    @Test
    void aNewTokenGoesOutOnTheOpenSocket() throws Exception {
        laneWith(() -> CompletableFuture.completedFuture("token " + tokensAskedFor.get()));
        HeldDocument plan = new HeldDocument("plan", Update.empty());
        lane.attach(plan, 0);
        lane.start();
        goLive(plan).say(plan.id(), new HocuspocusMessage.AuthRequest());
        assertThat(hub.hear(HocuspocusMessage.AuthToken.class).token()).isEqualTo("token 2");
        assertThat(lane.state()).isEqualTo(new LaneState.Open());
        assertThat(hub.wasCalled()).isFalse();
    }

    // --- A document
    // ---------------------------------------------------------------------------------------------------

    @Test
    void atMostSixteenDocumentsJoinUntilTheHubKnowsUs() throws Exception {
        openLane();
        List<HeldDocument> documents = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            documents.add(new HeldDocument("document-" + i, Update.empty()));
            lane.attach(documents.get(i), 0);
        }
        lane.start();
        ScriptedHub.Line line = hub.line();
        Set<String> joined = new HashSet<>();
        for (int i = 0; i < 16; i++) {
            joined.add(hub.hearAddressed(HocuspocusMessage.AuthToken.class)
                    .address()
                    .documentName());
        }
        // More than the tick in which a lane looks for somebody who may join.
        Thread.sleep(1_500);
        assertThat(hub.unheard(HocuspocusMessage.AuthToken.class)).isZero();
        for (HeldDocument document : documents) {
            if (joined.contains(document.id().value())) {
                line.say(document.id(), new HocuspocusMessage.Authenticated(false));
            }
        }
        for (int i = 0; i < 16; i++) {
            joined.add(hub.hearAddressed(HocuspocusMessage.AuthToken.class)
                    .address()
                    .documentName());
        }
        assertThat(joined).hasSize(32);
    }

    @Test
    void aDocumentIsLiveOnceBothDifferencesAreInAndOursIsAcknowledged() throws Exception {
        openLane();
        HeldDocument plan = new HeldDocument("plan", written("mine"));
        lane.attach(plan, 4);
        lane.start();
        ScriptedHub.Line line = hub.line();
        // Token and step 1 come without an answer in between.
        assertThat(hub.hear(HocuspocusMessage.AuthToken.class).token()).isEqualTo("a token");
        assertThat(hub.hear(HocuspocusMessage.Sync.class).message()).isInstanceOf(SyncMessage.Step1.class);
        awaitLink(plan, new LinkStatus.Connecting(), 4);

        line.say(plan.id(), new HocuspocusMessage.Authenticated(false));
        awaitLink(plan, new LinkStatus.Syncing(), 4);

        Update theirs = written("theirs");
        line.say(plan.id(), new HocuspocusMessage.Sync(new SyncMessage.Step2(theirs)));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(plan.received()).containsExactly(theirs));
        line.say(plan.id(), new HocuspocusMessage.Sync(new SyncMessage.Step1(StateVector.empty())));
        assertThat(hub.hear(HocuspocusMessage.Sync.class).message()).isEqualTo(new SyncMessage.Step2(written("mine")));
        assertThat(plan.status().link()).isEqualTo(new LinkStatus.Syncing());
        assertThat(plan.status().waiting()).isEqualTo(4);

        line.say(plan.id(), new HocuspocusMessage.SyncStatus(true));
        awaitLink(plan, new LinkStatus.Live(), 0);
    }

    @Test
    void anEditWaitsUntilItsOwnStatus() throws Exception {
        openLane();
        HeldDocument plan = new HeldDocument("plan", Update.empty());
        lane.attach(plan, 0);
        lane.start();
        ScriptedHub.Line line = goLive(plan);
        awaitLink(plan, new LinkStatus.Live(), 0);
        lane.offer(plan.id(), written("a"));
        assertThat(hub.hear(HocuspocusMessage.Sync.class).message()).isInstanceOf(SyncMessage.Change.class);
        lane.offer(plan.id(), written("b"));
        assertThat(hub.hear(HocuspocusMessage.Sync.class).message()).isInstanceOf(SyncMessage.Change.class);
        awaitLink(plan, new LinkStatus.Live(), 2);
        line.say(plan.id(), new HocuspocusMessage.SyncStatus(true));
        awaitLink(plan, new LinkStatus.Live(), 1);
        line.say(plan.id(), new HocuspocusMessage.SyncStatus(true));
        awaitLink(plan, new LinkStatus.Live(), 0);
    }

    @Test
    void anEditThatTheHubDoesNotTakeIsShownAsRefusedAndStaysWaiting() throws Exception {
        openLane();
        HeldDocument plan = new HeldDocument("plan", Update.empty());
        lane.attach(plan, 0);
        lane.start();
        ScriptedHub.Line line = goLive(plan);
        awaitLink(plan, new LinkStatus.Live(), 0);
        lane.offer(plan.id(), written("a"));
        hub.hear(HocuspocusMessage.Sync.class);
        line.say(plan.id(), new HocuspocusMessage.SyncStatus(false));
        awaitLink(plan, new LinkStatus.Refused("The hub did not take what you wrote. It stays on this device."), 1);
    }

    @Test
    void whatWasUnderWayWhenTheSocketBrokeIsWaitingAgainAndInTheNextDifference() throws Exception {
        openLane();
        HeldDocument plan = new HeldDocument("plan", written("everything"));
        lane.attach(plan, 0);
        lane.start();
        ScriptedHub.Line line = goLive(plan);
        awaitLink(plan, new LinkStatus.Live(), 0);
        lane.offer(plan.id(), written("a"));
        hub.hear(HocuspocusMessage.Sync.class);
        line.hangUp(1012);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> plan.told()
                        .contains(new LinkStatus(new LinkStatus.Offline("The hub is restarting."), 1, false)));
        goLive(plan);
        awaitLink(plan, new LinkStatus.Live(), 0);
    }

    @Test
    void aDeniedDocumentIsAskedForAgainWhenTheRightsMayBeOthers() throws Exception {
        openLane();
        HeldDocument plan = new HeldDocument("plan", Update.empty());
        lane.attach(plan, 2);
        lane.start();
        ScriptedHub.Line line = hub.line();
        hub.hear(HocuspocusMessage.AuthToken.class);
        line.say(plan.id(), new HocuspocusMessage.PermissionDenied("words for nobody"));
        awaitLink(
                plan,
                new LinkStatus.Refused(
                        "The hub does not let you open this document. What you write stays on this device."),
                2);
        // More than the tick in which a lane looks for somebody who may join: it is not asked for by itself.
        Thread.sleep(1_500);
        assertThat(hub.unheard(HocuspocusMessage.AuthToken.class)).isZero();
        lane.askAgain(plan.id());
        hub.hear(HocuspocusMessage.AuthToken.class);
        line.say(plan.id(), new HocuspocusMessage.Authenticated(false));
        exchange(line, plan);
        awaitLink(plan, new LinkStatus.Live(), 0);
    }

    @Test
    void aReaderAnswersWithNothingAndIsToldThatWhatTheyWroteStays() throws Exception {
        openLane();
        HeldDocument plan = new HeldDocument("plan", written("mine"));
        lane.attach(plan, 1);
        lane.start();
        ScriptedHub.Line line = hub.line();
        hub.hear(HocuspocusMessage.AuthToken.class);
        line.say(plan.id(), new HocuspocusMessage.Authenticated(true));
        line.say(plan.id(), new HocuspocusMessage.Sync(new SyncMessage.Step1(StateVector.empty())));
        assertThat(hub.hear(HocuspocusMessage.Sync.class).message()).isInstanceOf(SyncMessage.Step1.class);
        assertThat(hub.hear(HocuspocusMessage.Sync.class).message()).isEqualTo(new SyncMessage.Step2(Update.empty()));
        lane.offer(plan.id(), written("more"));
        awaitLink(
                plan,
                new LinkStatus.Refused("You may only read this document. What you wrote stays on this device."),
                2);
        assertThat(plan.status().readOnly()).isTrue();
        // Many send windows later, nothing was sent.
        Thread.sleep(300);
        assertThat(hub.unheard(HocuspocusMessage.Sync.class)).isZero();
    }

    @Test
    void aDocumentThatIsTakenOffTheLaneSaysGoodbye() throws Exception {
        openLane();
        HeldDocument plan = new HeldDocument("plan", Update.empty());
        lane.attach(plan, 0);
        lane.start();
        goLive(plan);
        lane.detach(plan.id());
        hub.hear(HocuspocusMessage.Close.class);
    }
}
