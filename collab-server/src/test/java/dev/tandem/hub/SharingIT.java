package dev.tandem.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.hub.Rest.Answer;
import dev.tandem.protocol.HocuspocusMessage;
import dev.tandem.protocol.Update;
import dev.tandem.protocol.YMessage;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharingIT {

    @TempDir
    Path data;

    private TestIssuer issuer;
    private Hub hub;
    private Rest ana;
    private Rest ben;
    private String anasToken;
    private String bensToken;

    HubConfig config(TestIssuer login) {
        return HubConfig.withLogin(data, login.uri());
    }

    @BeforeEach
    void start() throws Exception {
        issuer = TestIssuer.start();
        hub = Hub.start(config(issuer));
        anasToken = issuer.token("ana");
        bensToken = issuer.token("ben");
        ana = new Rest(hub.uri(), anasToken);
        ben = new Rest(hub.uri(), bensToken);
        await().until(() -> ana.get("/api/v1/me").status() == 200);
        assertThat(ben.get("/api/v1/me").status()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        hub.close();
        issuer.close();
    }

    @Test
    void aDocumentIsMadeWithTheCallersIdAndBelongsToThem() {
        String id = UUID.randomUUID().toString();
        JsonObject body = new JsonObject().put("id", id).put("title", "Plans");
        Answer created = ana.post("/api/v1/documents", body);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().getString("role")).isEqualTo("owner");
        assertThat(ana.post("/api/v1/documents", body).status()).isEqualTo(200);
        assertThat(ben.post("/api/v1/documents", body).status()).isEqualTo(409);
        assertThat(ana.get("/api/v1/documents").text()).containsOnlyOnce(id);
        assertThat(ben.get("/api/v1/documents").text()).doesNotContain(id);
        assertThat(ana.patch("/api/v1/documents/" + id, new JsonObject().put("title", "New plans"))
                        .json()
                        .getString("title"))
                .isEqualTo("New plans");
        assertThat(ana.post(
                                "/api/v1/documents",
                                new JsonObject().put("id", "notes").put("title", "x"))
                        .status())
                .isEqualTo(400);
        assertThat(ana.post("/api/v1/documents", new JsonObject().put("title", " "))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void unknownAndForbiddenDocumentsLookTheSame() throws Exception {
        String id = ana.create("Secret");
        String unknown = UUID.randomUUID().toString();
        for (String path : new String[] {"", "/text", "/members"}) {
            Answer forbidden = ben.get("/api/v1/documents/" + id + path);
            assertThat(forbidden.status()).isEqualTo(404);
            assertThat(ben.get("/api/v1/documents/" + unknown + path)).isEqualTo(forbidden);
        }
        assertThat(ben.delete("/api/v1/documents/" + id).status()).isEqualTo(404);
        assertThat(ben.share(id, "ben", "editor").status()).isEqualTo(404);
        for (String document : new String[] {id, unknown}) {
            try (YjsPeer yjs = YjsPeer.connect(hub.uri(), document, bensToken);
                    SyncPeer sync = SyncPeer.open(hub.uri(), document, bensToken)) {
                assertThat(yjs.socket().closed().get(10, TimeUnit.SECONDS)).isEqualTo(4404);
                await().until(() -> sync.heard(new HocuspocusMessage.PermissionDenied("There is no such document.")));
            }
        }
    }

    @Test
    void sharedWithAnEditorItIsListedAndEditable() {
        String id = ana.create("Ours");
        assertThat(ana.share(id, "nobody", "editor").status()).isEqualTo(404);
        assertThat(ana.share(id, "ben", "chief").status()).isEqualTo(400);
        assertThat(ana.share(id, "ben", "editor").status()).isEqualTo(200);
        assertThat(ben.get("/api/v1/documents/" + id).json().getString("role")).isEqualTo("editor");
        assertThat(ben.share(id, "ana", "viewer").status()).isEqualTo(403);
        assertThat(ben.delete("/api/v1/documents/" + id).status()).isEqualTo(403);
        try (SyncPeer anna = SyncPeer.open(hub.uri(), id, anasToken);
                SyncPeer benny = SyncPeer.open(hub.uri(), id, bensToken)) {
            await().until(() -> anna.isSynced() && benny.isSynced());
            benny.append("by Ben");
            await().until(() -> anna.text().equals("by Ben") && benny.accepted() == 2);
        }
        Answer text = ana.get("/api/v1/documents/" + id + "/text");
        assertThat(text.text()).isEqualTo("by Ben");
        assertThat(text.contentType()).isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void aViewerReadsAndEveryUpdateOfTheirsIsRefused() {
        String id = ana.create("Read this");
        ana.share(id, "ben", "viewer");
        try (SyncPeer anna = SyncPeer.open(hub.uri(), id, anasToken);
                SyncPeer benny = SyncPeer.open(hub.uri(), id, bensToken);
                YjsPeer other = YjsPeer.open(hub.uri(), id, bensToken)) {
            await().until(() -> anna.isSynced() && benny.isSynced() && other.synced.isDone());
            assertThat(benny.heard(new HocuspocusMessage.Authenticated(true))).isTrue();
            // The empty step 2 of somebody who has nothing to say.
            await().until(() -> benny.accepted() == 1);
            anna.append("for all to see");
            await().until(() -> benny.text().equals("for all to see"));
            await().until(() -> other.text().equals("for all to see"));
            benny.append(" vandalism");
            other.append(" vandalism");
            await().until(() -> benny.refused() == 1);
            await().until(() -> other.received.stream().anyMatch(YMessage.AuthDenied.class::isInstance));
            assertThat(anna.text()).isEqualTo("for all to see");
        }
        assertThat(ana.get("/api/v1/documents/" + id + "/text").text()).isEqualTo("for all to see");
        assertThat(ben.patch("/api/v1/documents/" + id, new JsonObject().put("title", "Mine"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aViewerMayKnowOfOldDeletions() throws Exception {
        String id = ana.create("Deleted long ago");
        ana.share(id, "ben", "viewer");
        try (YjsPeer anna = YjsPeer.open(hub.uri(), id, anasToken);
                SyncPeer benny = SyncPeer.open(hub.uri(), id, bensToken)) {
            await().until(() -> anna.synced.isDone() && benny.accepted() == 1);
            anna.append("abc");
            Update deletion = anna.edit(1, 1, "");
            await().until(() -> benny.text().equals("ac"));
            // His step 2 holds the deletion, which is not new; the same as a change of his own is another matter.
            benny.sync();
            await().until(() -> benny.accepted() == 2);
            assertThat(benny.refused()).isZero();
            benny.change(deletion);
            await().until(() -> benny.refused() == 1);
        }
    }

    @Test
    void revocationActsOnLiveSockets() throws Exception {
        String id = ana.create("Not any more");
        ana.share(id, "ben", "editor");
        try (SyncPeer sync = SyncPeer.open(hub.uri(), id, bensToken);
                YjsPeer yjs = YjsPeer.open(hub.uri(), id, bensToken);
                SyncPeer anna = SyncPeer.open(hub.uri(), id, anasToken)) {
            await().until(() -> sync.isSynced() && yjs.synced.isDone() && anna.isSynced());
            assertThat(ana.delete("/api/v1/documents/" + id + "/members/ben").status())
                    .isEqualTo(204);
            assertThat(yjs.socket().closed().get(10, TimeUnit.SECONDS)).isEqualTo(4403);
            await().until(() -> sync.wasDenied() && sync.wasClosed());
            assertThat(sync.socket().closed()).isNotDone();
            sync.append("too late");
            anna.append("still here");
            await().until(() -> anna.accepted() == 2);
            assertThat(sync.text()).doesNotContain("still here");
        }
        assertThat(ana.get("/api/v1/documents/" + id + "/text").text()).isEqualTo("still here");
    }

    @Test
    void aChangedRoleActsOnLiveSockets() {
        String id = ana.create("Hands off");
        ana.share(id, "ben", "editor");
        try (SyncPeer benny = SyncPeer.open(hub.uri(), id, bensToken)) {
            await().until(benny::isSynced);
            ana.share(id, "ben", "viewer");
            await().until(() -> benny.heard(new HocuspocusMessage.Authenticated(true)));
            benny.append("no");
            await().until(() -> benny.refused() == 1);
            ana.share(id, "ben", "editor");
            await().until(() -> benny.received.stream()
                            .filter(new HocuspocusMessage.Authenticated(false)::equals)
                            .count()
                    == 2);
        }
    }

    @Test
    void deletingClosesLiveSocketsAndTheIdIsNeverUsedAgain() throws Exception {
        String id = ana.create("Gone");
        try (SyncPeer sync = SyncPeer.open(hub.uri(), id, anasToken);
                YjsPeer yjs = YjsPeer.open(hub.uri(), id, anasToken)) {
            await().until(() -> sync.isSynced() && yjs.synced.isDone());
            sync.append("soon gone");
            await().until(() -> sync.accepted() == 2);
            assertThat(ana.delete("/api/v1/documents/" + id).status()).isEqualTo(204);
            assertThat(yjs.socket().closed().get(10, TimeUnit.SECONDS)).isEqualTo(4404);
            await().until(() -> sync.wasDenied() && sync.wasClosed());
        }
        assertThat(ana.get("/api/v1/documents/" + id).status()).isEqualTo(404);
        assertThat(ana.post("/api/v1/documents", new JsonObject().put("id", id).put("title", "Again"))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void aDocumentKeepsAnOwner() {
        String id = ana.create("Orphan");
        assertThat(ana.share(id, "ana", "viewer").status()).isEqualTo(409);
        assertThat(ana.delete("/api/v1/documents/" + id + "/members/ana").status())
                .isEqualTo(409);
        ana.share(id, "ben", "owner");
        assertThat(ana.delete("/api/v1/documents/" + id + "/members/ana").status())
                .isEqualTo(204);
        assertThat(ana.get("/api/v1/documents/" + id).status()).isEqualTo(404);
    }

    @Test
    void anEndingTokenIsAskedForAndAnEndedOneClosesTheDocument() throws Exception {
        String id = ana.create("Short visit");
        String brief = issuer.token("ana", 3);
        try (SyncPeer refreshed = SyncPeer.open(hub.uri(), id, brief);
                SyncPeer forgotten = SyncPeer.open(hub.uri(), id, brief);
                YjsPeer yjs = YjsPeer.open(hub.uri(), id, brief)) {
            await().until(() -> refreshed.heard(new HocuspocusMessage.AuthRequest()));
            refreshed.authenticate(anasToken, null);
            await().until(() -> forgotten.wasDenied() && forgotten.wasClosed());
            assertThat(yjs.socket().closed().get(10, TimeUnit.SECONDS)).isEqualTo(4401);
            refreshed.append("still in");
            await().until(() -> refreshed.accepted() == 2);
            assertThat(refreshed.wasDenied()).isFalse();
        }
    }

    @Test
    void nobodyCanBeSomebodyElse() {
        String id = ana.create("Names");
        ana.share(id, "ben", "viewer");
        try (YjsPeer anna = YjsPeer.open(hub.uri(), id, anasToken);
                SyncPeer benny = SyncPeer.open(hub.uri(), id, bensToken)) {
            await().until(() -> anna.synced.isDone() && benny.isSynced());
            benny.present(11, 1, "{\"user\":{\"name\":\"Ana\",\"color\":\"#123456\"},\"cursor\":null}");
            await().until(() ->
                    anna.presence(11).equals("{\"user\":{\"name\":\"BEN\",\"color\":\"#123456\"},\"cursor\":null}"));
        }
    }
}
