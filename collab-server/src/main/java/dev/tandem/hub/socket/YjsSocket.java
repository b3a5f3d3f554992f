package dev.tandem.hub.socket;

import dev.tandem.hub.access.Access;
import dev.tandem.hub.auth.IssuerUnavailableException;
import dev.tandem.hub.auth.Principal;
import dev.tandem.hub.room.Dismissal;
import dev.tandem.hub.room.Outgoing;
import dev.tandem.hub.room.Reader;
import dev.tandem.hub.room.Seat;
import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import dev.tandem.protocol.AwarenessUpdate;
import dev.tandem.protocol.MalformedMessageException;
import dev.tandem.protocol.MessageTooLargeException;
import dev.tandem.protocol.SyncMessage;
import dev.tandem.protocol.Update;
import dev.tandem.protocol.YMessage;
import dev.tandem.protocol.YWebsocketCodec;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A socket of the y-websocket dialect: one document. The token comes with the upgrade; until it is verified and the
 * document is loaded, nothing is read. An update is echoed to its sender once it is durable, which clients that know of
 * it show as "saved".
 *
 * <p>Frames are handled on the socket's context, the {@link Reader} methods on the room's.
 */
final class YjsSocket implements Reader {

    /** Equal for all sockets of this dialect, whose frames are the same. */
    private static final Object FORM = YWebsocketCodec.class;

    private static final Buffer NOTHING_NEW = Buffer.buffer(YWebsocketCodec.encode(new AwarenessUpdate(List.of())));

    private final SocketWorld world;
    private final Link link;
    private final YWebsocketCodec codec;
    private final DocumentId id;
    private volatile Principal who = Principal.ANONYMOUS;
    private volatile @Nullable Seat seat;

    YjsSocket(SocketWorld world, ServerWebSocket socket, DocumentId id, Runnable onClosed) {
        this.world = world;
        this.id = id;
        this.codec = new YWebsocketCodec(world.settings().wire());
        this.link = new Link(
                world.vertx(),
                socket,
                world.settings(),
                world.meters(),
                this::received,
                this::drained,
                () -> this.link().send(NOTHING_NEW),
                () -> {
                    leave();
                    onClosed.run();
                });
    }

    Link link() {
        return link;
    }

    /** Verifies the token, asks for access, joins the room and begins to read. On the socket's context. */
    void open(String token) {
        world.verifier()
                .verify(token)
                .onComplete(verified -> link.execute(() -> {
                    if (verified.failed()) {
                        boolean later = verified.cause() instanceof IssuerUnavailableException;
                        world.meters().denied.increment();
                        link.close(
                                later ? CloseCode.TRY_AGAIN : CloseCode.NOT_AUTHENTICATED,
                                later ? "the login service is away" : "the token is not valid here");
                        return;
                    }
                    Principal principal = verified.result();
                    who = principal;
                    Instant expires = principal.expires();
                    if (expires != null) {
                        closeAt(expires);
                    }
                    join(principal);
                }));
    }

    private void closeAt(Instant expires) {
        long millis = Duration.between(Instant.now(), expires).toMillis();
        link.later(millis, () -> link.close(CloseCode.NOT_AUTHENTICATED, "the token has ended"));
    }

    private void join(Principal principal) {
        Access access = world.access();
        long changes = access.changes();
        access.open(principal, id)
                .onComplete(asked -> link.execute(() -> {
                    if (asked.failed()) {
                        link.close(CloseCode.TRY_AGAIN, "the hub cannot look the document up now");
                        return;
                    }
                    Optional<Role> role = asked.result();
                    if (role.isEmpty()) {
                        world.meters().denied.increment();
                        link.close(CloseCode.NOT_FOUND, "no such document");
                        return;
                    }
                    world.rooms()
                            .join(id, this, role.get(), this::seated)
                            .onComplete(joined -> link.execute(() -> {
                                if (joined.failed()) {
                                    link.close(CloseCode.TRY_AGAIN, Dismissal.TRY_AGAIN.sentence());
                                } else if (access.changes() != changes) {
                                    recheck(principal);
                                } else {
                                    link.resume();
                                }
                            }));
                }));
    }

    /** Roles changed while this socket was on its way in; what it was let in with may be history. */
    private void recheck(Principal principal) {
        Access access = world.access();
        long changes = access.changes();
        access.open(principal, id)
                .onComplete(asked -> link.execute(() -> {
                    if (asked.failed()) {
                        link.close(CloseCode.TRY_AGAIN, "the hub cannot look the document up now");
                        return;
                    }
                    world.rooms().roleChanged(id, principal.subject(), asked.result());
                    if (access.changes() != changes) {
                        recheck(principal);
                    } else {
                        link.resume();
                    }
                }));
    }

    private void seated(Seat granted) {
        seat = granted;
        if (link.isClosed()) {
            granted.leave();
            return;
        }
        granted.ask();
        granted.greet();
    }

    private void leave() {
        Seat left = seat;
        if (left != null) {
            left.leave();
        }
    }

    private void drained() {
        Seat waiting = seat;
        if (waiting != null) {
            waiting.drained();
        }
    }

    private void received(byte[] frame) {
        Seat at = seat;
        if (at == null) {
            return;
        }
        try {
            for (YMessage message : codec.decode(frame)) {
                handle(at, message);
            }
        } catch (MessageTooLargeException e) {
            link.close(CloseCode.TOO_LARGE, "a message is larger than the hub takes");
        } catch (MalformedMessageException e) {
            world.meters().malformed.increment();
            link.close(CloseCode.MALFORMED, CloseReason.of(e));
        }
    }

    private static void handle(Seat at, YMessage message) throws MalformedMessageException {
        if (message instanceof YMessage.Sync sync) {
            SyncMessage said = sync.message();
            if (said instanceof SyncMessage.Step1 step1) {
                at.joined(step1.have());
            } else if (said instanceof SyncMessage.Step2 step2) {
                at.answer(step2.update());
            } else if (said instanceof SyncMessage.Change change) {
                at.update(change.update());
            }
        } else if (message instanceof YMessage.Awareness awareness) {
            at.presence(awareness.update());
        } else if (message instanceof YMessage.QueryAwareness) {
            at.queryPresence();
        } else if (message instanceof YMessage.AuthDenied) {
            throw new MalformedMessageException("only a server denies");
        }
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
        return false;
    }

    @Override
    public void send(Outgoing message) {
        link.send(message.frame(FORM, YjsSocket::encode));
    }

    private static byte[] encode(Outgoing.Message message) {
        if (message instanceof Outgoing.Sync sync) {
            return YWebsocketCodec.encode(sync.message());
        }
        return YWebsocketCodec.encode(((Outgoing.Presence) message).update());
    }

    @Override
    public void committed(Update update) {
        if (!update.isEmpty()) {
            link.send(Buffer.buffer(YWebsocketCodec.encode(new SyncMessage.Change(update))));
        }
    }

    @Override
    public void refused() {
        link.send(Buffer.buffer(YWebsocketCodec.encode(new YMessage.AuthDenied("you may only read this document"))));
    }

    @Override
    public void roleChanged(Role role) {
        if (!role.mayEdit()) {
            refused();
        }
    }

    @Override
    public void dismissed(Dismissal why) {
        CloseCode code = switch (why) {
            case REVOKED -> CloseCode.NOT_ALLOWED;
            case DELETED -> CloseCode.NOT_FOUND;
            case TRY_AGAIN -> CloseCode.TRY_AGAIN;
            case STOPPING -> CloseCode.RESTART;
        };
        link.close(code, why.sentence());
    }

    @Override
    public void pauseReading() {
        link.pause();
    }

    @Override
    public void resumeReading() {
        link.resume();
    }
}
