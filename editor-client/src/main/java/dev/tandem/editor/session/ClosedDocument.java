package dev.tandem.editor.session;

import dev.tandem.crdt.TextDocument;
import dev.tandem.editor.replica.Replica;
import dev.tandem.editor.sync.LinkStatus;
import dev.tandem.editor.sync.SyncedDocument;
import dev.tandem.model.DocumentId;
import dev.tandem.protocol.AwarenessUpdate;
import dev.tandem.protocol.MalformedUpdateException;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.Update;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shared document that nobody looks at: it is kept up to date in the log all the same, so that it is whole when the
 * network is gone. Its CRDT is opened only for the moments in which a difference is made.
 *
 * <p>Called on the lane's thread.
 */
final class ClosedDocument implements SyncedDocument {

    private static final Logger LOG = LoggerFactory.getLogger(ClosedDocument.class);
    private static final long MEASURE_AFTER_SECONDS = 2;

    private final DocumentId id;
    private final Replica replica;
    private final ScheduledExecutorService clock;
    private final OpenSession.Outlet outlet;
    private final AtomicBoolean measuring = new AtomicBoolean();

    ClosedDocument(DocumentId id, Replica replica, ScheduledExecutorService clock, OpenSession.Outlet outlet) {
        this.id = id;
        this.replica = replica;
        this.clock = clock;
        this.outlet = outlet;
    }

    @Override
    public DocumentId id() {
        return id;
    }

    @Override
    public CompletableFuture<StateVector> stateVector() {
        return opened(TextDocument::stateVector);
    }

    @Override
    public CompletableFuture<Update> difference(StateVector have) {
        return opened(document -> document.difference(have));
    }

    private interface Question<T> {
        T ask(TextDocument document) throws MalformedUpdateException;
    }

    private <T> CompletableFuture<T> opened(Question<T> question) {
        return replica.load(id, TextDocument.randomClientId()).thenApply(document -> {
            try (document) {
                return question.ask(document);
            } catch (MalformedUpdateException malformed) {
                throw new CompletionException(malformed);
            }
        });
    }

    @Override
    public void receive(Update update) {
        if (update.isEmpty()) {
            return;
        }
        if (!Novelty.onlyDeletes(update)) {
            store(update);
            return;
        }
        CompletableFuture<Void> unused = opened(document -> Novelty.changes(document, update))
                .thenAccept(news -> {
                    if (news) {
                        store(update);
                    }
                })
                .whenComplete((done, failed) -> {
                    if (failed != null) {
                        LOG.warn("Document {} cannot be read to take in what came; it is asked for again", id, failed);
                    }
                });
    }

    private void store(Update update) {
        CompletableFuture<Void> unused = replica.append(id, update).whenComplete((done, failed) -> {
            if (failed != null) {
                LOG.warn("What came for document {} could not be stored; it is asked for again next time", id, failed);
            }
        });
        measureSoon();
    }

    /** The list shows title and length of what came, a moment later and once for many updates. */
    private void measureSoon() {
        if (measuring.compareAndSet(false, true)) {
            try {
                ScheduledFuture<?> unused = clock.schedule(
                        () -> {
                            measuring.set(false);
                            Instant now = Instant.now();
                            replica.change(id, known -> known.changedAt(now));
                            replica.measure(id);
                        },
                        MEASURE_AFTER_SECONDS,
                        TimeUnit.SECONDS);
            } catch (RejectedExecutionException closing) {
                LOG.debug("The workspace closes; document {} is measured next time", id);
            }
        }
    }

    @Override
    public void receive(AwarenessUpdate update) {
        // Nobody looks at the document, so nobody wants to know who else does.
    }

    @Override
    public CompletableFuture<AwarenessUpdate> presence() {
        return CompletableFuture.completedFuture(new AwarenessUpdate(List.of()));
    }

    @Override
    public void linkChanged(LinkStatus status) {
        outlet.linked(id, status);
        replica.change(id, known -> known.withWaiting(status.waiting()));
    }
}
