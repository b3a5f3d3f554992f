package dev.tandem.editor.session;

import dev.tandem.crdt.TextDocument;
import dev.tandem.editor.replica.Replica;
import dev.tandem.editor.replica.ReplicaDocument;
import dev.tandem.editor.sync.HubLane;
import dev.tandem.editor.sync.LinkStatus;
import dev.tandem.editor.sync.SyncedDocument;
import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import dev.tandem.protocol.AwarenessUpdate;
import dev.tandem.protocol.Update;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who holds which document: a session for one that is open, a stand-in for one that is shared and closed. The lane always
 * has exactly one holder of each shared document.
 *
 * <p>May be used from any thread; sessions live on the threads they were opened for.
 */
public final class Documents {

    private static final long TICK_SECONDS = 3;
    private static final int PIECE = 64 << 10;

    private final Replica replica;
    private final ScheduledExecutorService clock;
    private final Map<DocumentId, OpenSession> open = new ConcurrentHashMap<>();
    private final Map<DocumentId, LinkStatus> links = new ConcurrentHashMap<>();
    private final OpenSession.Outlet toLane = new ToLane();
    private final Runnable changed;
    /** Held while a document changes hands, so that the lane hears of its holders in the order in which they held it. */
    private final Object holding = new Object();

    private volatile @Nullable HubLane lane;
    private volatile @Nullable URI hub;
    private volatile Person person;

    /**
     * Documents of that replica.
     *
     * @param clock runs what is due later; its tasks never wait
     * @param changed runs, on any thread, after a document's link to the hub changed
     */
    public Documents(Replica replica, ScheduledExecutorService clock, Person person, Runnable changed) {
        this.replica = replica;
        this.clock = clock;
        this.person = person;
        this.changed = changed;
        ScheduledFuture<?> unused =
                clock.scheduleWithFixedDelay(this::tick, TICK_SECONDS, TICK_SECONDS, TimeUnit.SECONDS);
    }

    /** Makes a document and opens it; on the document's thread. */
    public Session create(String title, Executor documentThread) {
        DocumentId id = DocumentId.random();
        replica.add(ReplicaDocument.fresh(id, title, Instant.now()));
        OpenSession session = new OpenSession(
                id,
                TextDocument.open(TextDocument.randomClientId()),
                surroundings(documentThread),
                Access.EDIT,
                false,
                0);
        open.put(id, session);
        if (!title.isEmpty()) {
            session.setProperty("title", title);
        }
        return session;
    }

    /**
     * Opens a document, or the session that it is open in already. The future completes on the document's thread.
     *
     * @throws IllegalStateException in the future, if it is open on another thread
     */
    public CompletableFuture<Session> open(DocumentId id, Executor documentThread) {
        return CompletableFuture.supplyAsync(() -> again(id, documentThread), documentThread)
                .thenCompose(already -> already.isPresent()
                        ? CompletableFuture.completedFuture(already.get())
                        : load(id, documentThread));
    }

    private Optional<Session> again(DocumentId id, Executor documentThread) {
        OpenSession session = open.get(id);
        if (session == null) {
            return Optional.empty();
        }
        if (session.thread() != documentThread) {
            throw new IllegalStateException("document " + id + " is open on another thread");
        }
        session.openAgain();
        return Optional.of(session);
    }

    private CompletableFuture<Session> load(DocumentId id, Executor documentThread) {
        return replica.load(id, TextDocument.randomClientId())
                .thenApplyAsync(document -> opened(id, document, documentThread), documentThread);
    }

    /** On the document's thread. Two who open at once both load; the second one finds the first one's session. */
    private Session opened(DocumentId id, TextDocument document, Executor documentThread) {
        Optional<Session> already = again(id, documentThread);
        if (already.isPresent()) {
            document.close();
            return already.get();
        }
        Optional<ReplicaDocument> known = replica.document(id);
        boolean reader =
                known.map(ReplicaDocument::role).map(role -> !role.mayEdit()).orElse(false);
        boolean shared = known.map(ReplicaDocument::hub).isPresent();
        int waiting = known.map(ReplicaDocument::waiting).orElse(0);
        OpenSession session = new OpenSession(
                id, document, surroundings(documentThread), reader ? Access.READ_ONLY : Access.EDIT, shared, waiting);
        synchronized (holding) {
            open.put(id, session);
            attach(session);
        }
        return session;
    }

    private OpenSession.Surroundings surroundings(Executor documentThread) {
        return new OpenSession.Surroundings(replica, documentThread, clock, toLane, person, this::closed);
    }

    private void closed(OpenSession session) {
        synchronized (holding) {
            open.remove(session.id(), session);
            attach(new ClosedDocument(session.id(), replica, clock, toLane));
        }
    }

    /** Whether it is open in a session. */
    public boolean isOpen(DocumentId id) {
        return open.containsKey(id);
    }

    /** Asks an open document on its thread, or a closed one that is loaded for the moment. */
    public <T> CompletableFuture<T> read(DocumentId id, Function<Snapshot, T> question) {
        OpenSession session = open.get(id);
        if (session == null) {
            return replica.load(id, TextDocument.randomClientId()).thenApply(document -> {
                try (document) {
                    return question.apply(new Snapshot(document.text(), document.properties()));
                }
            });
        }
        return CompletableFuture.supplyAsync(
                () -> question.apply(new Snapshot(session.text(), session.properties())), session.thread());
    }

    /** Makes a document of a text, without opening it; the future completes once all of it is forced to disk. */
    public CompletableFuture<DocumentId> add(String title, String text, Map<String, String> properties) {
        DocumentId id = DocumentId.random();
        List<CompletableFuture<Void>> forced = new ArrayList<>();
        try (TextDocument document = TextDocument.open(TextDocument.randomClientId())) {
            // In pieces, so that no update is too large for a message, and no single one is lost or kept as a whole.
            for (int from = 0; from < text.length(); ) {
                int to = Math.min(text.length(), from + PIECE);
                if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                    to--;
                }
                forced.add(replica.append(id, document.splice(from, 0, text.substring(from, to))));
                from = to;
            }
            forced.add(replica.append(id, document.setProperty("title", title)));
            properties.forEach((key, value) -> forced.add(replica.append(id, document.setProperty(key, value))));
            long characters = document.length();
            replica.add(ReplicaDocument.fresh(id, title, Instant.now()).measured(title, characters));
        }
        return CompletableFuture.allOf(forced.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> id);
    }

    /** Sets a property of a document, open or not; completes once it is forced to disk or with the open session. */
    public CompletableFuture<Void> setProperty(DocumentId id, String key, String value) {
        OpenSession session = open.get(id);
        if (session != null) {
            return CompletableFuture.runAsync(() -> session.setProperty(key, value), session.thread());
        }
        return replica.load(id, TextDocument.randomClientId()).thenCompose(document -> {
            try (document) {
                Update update = document.setProperty(key, value);
                String title = document.properties().getOrDefault("title", "");
                long characters = document.length();
                CompletableFuture<Void> forced = replica.append(id, update);
                replica.change(id, known -> {
                    ReplicaDocument measured = known.measured(title, characters);
                    return known.hub() == null ? measured : measured.withWaiting(known.waiting() + 1);
                });
                toLane.offer(id, update);
                return forced;
            }
        });
    }

    /** Closes a session for everyone who opened it. */
    public CompletableFuture<Void> close(Session session) {
        OpenSession held = open.get(session.id());
        if (held == null) {
            return CompletableFuture.completedFuture(null);
        }
        try {
            return CompletableFuture.runAsync(held::closeForAll, held.thread());
        } catch (RejectedExecutionException ended) {
            return CompletableFuture.failedFuture(ended);
        }
    }

    /** How a document stands with the hub, open or not. */
    public HubState hubState(DocumentId id) {
        Optional<ReplicaDocument> known = replica.document(id);
        if (known.map(ReplicaDocument::hub).isEmpty()) {
            return new HubState.NotShared();
        }
        HubLight light = new HubLight(true, known.get().waiting());
        LinkStatus status = links.get(id);
        if (status != null) {
            light.take(status);
        }
        return light.state();
    }

    /** A document's text and properties at one moment. */
    public record Snapshot(String text, Map<String, String> properties) {

        /** Keeps an unmodifiable copy. */
        public Snapshot {
            properties = Map.copyOf(properties);
        }
    }

    /** The person is called something else now, or is known at all. */
    public void show(Person now) {
        person = now;
        open.values().forEach(session -> session.hop(() -> session.show(now)));
    }

    /** From now on shared documents of that hub are exchanged over that lane. */
    public void connect(URI address, HubLane newLane) {
        hub = address;
        lane = newLane;
        for (ReplicaDocument document : replica.documents()) {
            attachHolder(document.id());
        }
    }

    /** From now on nothing is exchanged; the lane's owner closes it. */
    public void disconnect() {
        lane = null;
        hub = null;
        links.clear();
    }

    /** Puts a document on the lane, or gives it another role; adds it to this device if it is not here yet. */
    public void shared(DocumentId id, String title, URI address, Role role) {
        Optional<ReplicaDocument> known = replica.document(id);
        if (known.isEmpty()) {
            replica.add(ReplicaDocument.fresh(id, title, Instant.now()).onHub(address, role));
        } else {
            replica.change(id, document -> document.onHub(address, role));
        }
        HubLane current = lane;
        boolean wasShared =
                known.map(ReplicaDocument::hub).filter(address::equals).isPresent();
        if (!wasShared) {
            attachHolder(id);
        } else if (current != null
                && known.map(ReplicaDocument::role).filter(old -> old != role).isPresent()) {
            current.askAgain(id);
        }
    }

    /** Takes a document off the lane. */
    public void unshared(DocumentId id) {
        HubLane current = lane;
        if (current != null) {
            current.detach(id);
        }
        links.remove(id);
    }

    private void attachHolder(DocumentId id) {
        synchronized (holding) {
            OpenSession session = open.get(id);
            attach(session == null ? new ClosedDocument(id, replica, clock, toLane) : session);
        }
    }

    /** Only what its owner has put on this very hub ever gets to the lane. */
    private void attach(SyncedDocument holder) {
        HubLane current = lane;
        URI address = hub;
        Optional<ReplicaDocument> known = replica.document(holder.id());
        if (current != null
                && address != null
                && known.isPresent()
                && !known.get().removed()
                && address.equals(known.get().hub())) {
            current.attach(holder, known.get().waiting());
        }
    }

    private void tick() {
        open.values().forEach(session -> session.hop(session::tick));
    }

    /** What sessions say to whatever lane there is at the moment. */
    private final class ToLane implements OpenSession.Outlet {

        @Override
        public void offer(DocumentId id, Update update) {
            HubLane current = lane;
            if (current != null) {
                current.offer(id, update);
            }
        }

        @Override
        public void show(DocumentId id, AwarenessUpdate presence) {
            HubLane current = lane;
            if (current != null) {
                current.show(id, presence);
            }
        }

        @Override
        public void linked(DocumentId id, LinkStatus status) {
            links.put(id, status);
            changed.run();
        }
    }

    /** The sessions that are open, to be closed on their threads. */
    public List<Session> openSessions() {
        return List.copyOf(open.values());
    }
}
