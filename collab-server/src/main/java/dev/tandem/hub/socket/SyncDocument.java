package dev.tandem.hub.socket;

import dev.tandem.hub.auth.IssuerUnavailableException;
import dev.tandem.hub.auth.Principal;
import dev.tandem.hub.auth.TokenRefusedException;
import dev.tandem.hub.room.Dismissal;
import dev.tandem.hub.room.Outgoing;
import dev.tandem.hub.room.Reader;
import dev.tandem.hub.room.Seat;
import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import dev.tandem.protocol.DocumentAddress;
import dev.tandem.protocol.HocuspocusCodec;
import dev.tandem.protocol.HocuspocusMessage;
import dev.tandem.protocol.SyncMessage;
import dev.tandem.protocol.Update;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One document on a socket of the Hocuspocus dialect. Frames are handled on the socket's context, the {@link Reader}
 * methods on the room's.
 */
final class SyncDocument implements Reader {

    private enum Phase {
        /** No token was sent yet; what else comes waits. */
        WAITING,
        /** The token is being verified, or the document loaded; what else comes waits. */
        JOINING,
        JOINED,
        /** Refused or sent away. Only a new token opens it again; the rest was sent before the client knew. */
        OUT
    }

    private record Waiting(HocuspocusMessage message, int bytes) {}

    private final SocketWorld world;
    private final SyncSocket socket;
    private final Link link;
    private final DocumentAddress address;
    private final Buffer accepted;
    private final Buffer refused;

    private Phase phase = Phase.WAITING;
    private final List<Waiting> waiting = new ArrayList<>();
    private @Nullable Seat seat;
    private @Nullable Long askTimer;
    private @Nullable Long endTimer;
    /** Counts tokens, so that the answer to an older one is not taken for the newest one's. */
    private int attempt;

    private volatile Principal who = Principal.ANONYMOUS;

    SyncDocument(SocketWorld world, SyncSocket socket, DocumentAddress address) {
        this.world = world;
        this.socket = socket;
        this.link = socket.link();
        this.address = address;
        this.accepted = frame(new HocuspocusMessage.SyncStatus(true));
        this.refused = frame(new HocuspocusMessage.SyncStatus(false));
        this.endTimer = link.later(world.settings().authTimeout().toMillis(), () -> deny("No token came in time."));
    }

    DocumentAddress address() {
        return address;
    }

    boolean isJoined() {
        return phase == Phase.JOINED;
    }

    void received(HocuspocusMessage message, int bytes) {
        if (message instanceof HocuspocusMessage.AuthToken auth) {
            if (auth.providerVersion() != null) {
                socket.knowsPing();
            }
            authenticate(auth.token());
        } else if (message instanceof HocuspocusMessage.Close) {
            leave();
            socket.forget(address, this);
        } else if (phase == Phase.JOINED) {
            handle(message);
        } else if (phase != Phase.OUT && socket.mayWait(bytes)) {
            waiting.add(new Waiting(message, bytes));
        }
    }

    private void authenticate(String token) {
        int mine = ++attempt;
        if (phase != Phase.JOINED) {
            phase = Phase.JOINING;
            cancelTimers();
        }
        DocumentId id;
        try {
            id = new DocumentId(address.documentName());
        } catch (IllegalArgumentException e) {
            deny("There is no such document.");
            return;
        }
        world.verifier()
                .verify(token)
                .onComplete(verified -> link.execute(() -> {
                    if (mine != attempt || link.isClosed()) {
                        return;
                    }
                    if (verified.succeeded()) {
                        verified(id, verified.result(), mine);
                    } else if (!(verified.cause() instanceof IssuerUnavailableException)) {
                        boolean ended = verified.cause() instanceof TokenRefusedException refused && refused.hasEnded();
                        deny(ended ? "The token has ended." : "The token is not valid here.");
                    } else if (phase != Phase.JOINED) {
                        link.close(CloseCode.TRY_AGAIN, "the login service is away");
                    }
                    // Who is in already stays until the token they have ends.
                }));
    }

    private void verified(DocumentId id, Principal principal, int mine) {
        if (phase == Phase.JOINED && !principal.subject().equals(who.subject())) {
            deny("The new token is somebody else's.");
            return;
        }
        who = principal;
        long changes = world.access().changes();
        world.access()
                .open(principal, id)
                .onComplete(asked -> link.execute(() -> {
                    if (mine != attempt || link.isClosed()) {
                        return;
                    }
                    if (asked.failed()) {
                        link.close(CloseCode.TRY_AGAIN, "the hub cannot look the document up now");
                    } else if (asked.result().isEmpty()) {
                        deny("There is no such document.");
                    } else if (world.access().changes() != changes) {
                        verified(id, principal, mine);
                    } else {
                        granted(id, principal, asked.result().get(), changes);
                    }
                }));
    }

    private void granted(DocumentId id, Principal principal, Role role, long changes) {
        planEnd(principal.expires());
        if (phase == Phase.JOINED) {
            link.send(frame(new HocuspocusMessage.Authenticated(!role.mayEdit())));
            return;
        }
        world.rooms()
                .join(id, this, role, given -> {
                    // On the room's context, before it says anything itself.
                    link.send(frame(new HocuspocusMessage.Authenticated(!role.mayEdit())));
                    given.greet();
                    link.execute(() -> joined(id, given, changes));
                })
                .onFailure(e -> link.execute(() -> {
                    link.send(frame(new HocuspocusMessage.Close(Dismissal.TRY_AGAIN.sentence())));
                    out();
                }));
    }

    private void joined(DocumentId id, Seat given, long changes) {
        if (link.isClosed() || phase != Phase.JOINING) {
            given.leave();
            return;
        }
        seat = given;
        phase = Phase.JOINED;
        if (world.access().changes() != changes) {
            recheck(id);
        }
        List<Waiting> before = List.copyOf(waiting);
        stopWaiting();
        before.forEach(frame -> handle(frame.message()));
    }

    /** Roles changed while this document was on its way in; what it was let in with may be history. */
    private void recheck(DocumentId id) {
        Principal principal = who;
        world.access()
                .open(principal, id)
                .onComplete(asked -> link.execute(() -> {
                    if (asked.succeeded()) {
                        world.rooms().roleChanged(id, principal.subject(), asked.result());
                    } else {
                        link.close(CloseCode.TRY_AGAIN, "the hub cannot look the document up now");
                    }
                }));
    }

    /** Asks for a new token in time, and ends the document's stay with the one it has. */
    private void planEnd(@Nullable Instant expires) {
        cancelTimers();
        if (expires == null) {
            return;
        }
        long left = Math.max(0, Duration.between(Instant.now(), expires).toMillis());
        long lead = Math.min(world.settings().refreshLead().toMillis(), left / 2);
        askTimer = link.later(left - lead, () -> {
            if (phase == Phase.JOINED) {
                link.send(frame(new HocuspocusMessage.AuthRequest()));
            }
        });
        endTimer = link.later(left, () -> deny("The token has ended."));
    }

    private void cancelTimers() {
        if (askTimer != null) {
            link.cancel(askTimer);
            askTimer = null;
        }
        if (endTimer != null) {
            link.cancel(endTimer);
            endTimer = null;
        }
    }

    private void handle(HocuspocusMessage message) {
        Seat at = seat;
        if (at == null) {
            return;
        }
        if (message instanceof HocuspocusMessage.Sync sync) {
            SyncMessage said = sync.message();
            if (said instanceof SyncMessage.Step1 step1) {
                at.ask();
                at.joined(step1.have());
            } else if (said instanceof SyncMessage.Step2 step2) {
                at.answer(step2.update());
            } else if (said instanceof SyncMessage.Change change) {
                at.update(change.update());
            }
        } else if (message instanceof HocuspocusMessage.Awareness awareness) {
            at.presence(awareness.update());
        } else if (message instanceof HocuspocusMessage.QueryAwareness) {
            at.queryPresence();
        }
        // What is left, such as stateless messages, is not about the document; a hub has nothing to say to it.
    }

    private void deny(String reason) {
        boolean wasIn = phase == Phase.JOINED;
        world.meters().denied.increment();
        link.send(frame(new HocuspocusMessage.PermissionDenied(reason)));
        if (wasIn) {
            link.send(frame(new HocuspocusMessage.Close(reason)));
        }
        out();
    }

    void closeMalformed(String reason) {
        link.send(frame(new HocuspocusMessage.Close(reason)));
        out();
    }

    private void out() {
        leave();
        phase = Phase.OUT;
    }

    /** Gives up the place in the room, if there is one. */
    void leave() {
        attempt++;
        cancelTimers();
        stopWaiting();
        phase = Phase.OUT;
        Seat left = seat;
        if (left != null) {
            seat = null;
            left.leave();
        }
    }

    private void stopWaiting() {
        socket.waitedFor(
                waiting.size(), waiting.stream().mapToInt(Waiting::bytes).sum());
        waiting.clear();
    }

    void drained() {
        Seat at = seat;
        if (at != null) {
            at.drained();
        }
    }

    private Buffer frame(HocuspocusMessage message) {
        return Buffer.buffer(HocuspocusCodec.encode(address, message));
    }

    @Override
    public String subject() {
        return who.subject();
    }

    @Override
    public @Nullable String displayName() {
        return who.displayName();
    }

    @Override
    public boolean congested() {
        return link.congested();
    }

    @Override
    public boolean takesOwnUpdates() {
        return true;
    }

    @Override
    public void send(Outgoing message) {
        link.send(message.frame(address, this::encode));
    }

    private byte[] encode(Outgoing.Message message) {
        if (message instanceof Outgoing.Sync sync) {
            return HocuspocusCodec.encode(address, sync.message());
        }
        return HocuspocusCodec.encode(address, new HocuspocusMessage.Awareness(((Outgoing.Presence) message).update()));
    }

    @Override
    public void committed(Update update) {
        link.send(accepted);
    }

    @Override
    public void refused() {
        link.send(refused);
    }

    @Override
    public void roleChanged(Role role) {
        link.send(frame(new HocuspocusMessage.Authenticated(!role.mayEdit())));
    }

    @Override
    public void dismissed(Dismissal why) {
        switch (why) {
            case REVOKED, DELETED -> {
                link.send(frame(new HocuspocusMessage.PermissionDenied(why.sentence())));
                link.send(frame(new HocuspocusMessage.Close(why.sentence())));
            }
            case TRY_AGAIN -> link.send(frame(new HocuspocusMessage.Close(why.sentence())));
            case STOPPING -> link.close(CloseCode.RESTART, why.sentence());
        }
        link.execute(this::out);
    }

    @Override
    public void pauseReading() {
        link.pause();
    }

    @Override
    public void resumeReading() {
        link.resume();
    }

    /** For logs. */
    @Override
    public String toString() {
        return "SyncDocument[" + Optional.ofNullable(who.displayName()).orElse("anyone") + "]";
    }
}
