package dev.tandem.hub;

import dev.tandem.model.DocumentId;
import dev.tandem.protocol.Update;
import dev.tandem.store.DurableLog;
import dev.tandem.store.StoreException;
import dev.tandem.store.StoredDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A real log whose answers are held back for as long as a test wants: a disk that takes its time. */
final class HeldLog implements DurableLog {

    private record Held(DocumentId document, Update update, CompletableFuture<Void> answer) {}

    private final DurableLog log;
    private final List<Held> held = new ArrayList<>();
    private boolean holding;

    HeldLog(DurableLog log) {
        this.log = log;
    }

    /** From now on nothing is written. */
    synchronized void hold() {
        holding = true;
    }

    /** Writes what was held back, and the rest at once. */
    synchronized void release() {
        holding = false;
        held.forEach(HeldLog.this::write);
        held.clear();
    }

    synchronized int held() {
        return held.size();
    }

    private void write(Held one) {
        log.append(one.document(), one.update())
                .thenAccept(one.answer()::complete)
                .join();
    }

    @Override
    public synchronized CompletableFuture<Void> append(DocumentId document, Update update) {
        if (!holding) {
            return log.append(document, update);
        }
        Held one = new Held(document, update, new CompletableFuture<>());
        held.add(one);
        return one.answer();
    }

    @Override
    public StoredDocument load(DocumentId document) throws StoreException {
        return log.load(document);
    }

    @Override
    public void compact(DocumentId document, long throughSequence, Update snapshot) throws StoreException {
        log.compact(document, throughSequence, snapshot);
    }

    @Override
    public Set<DocumentId> documents() throws StoreException {
        return log.documents();
    }

    @Override
    public void delete(DocumentId document) throws StoreException {
        log.delete(document);
    }

    @Override
    public long queuedBytes() {
        return log.queuedBytes();
    }

    @Override
    public Optional<String> failure() {
        return log.failure();
    }

    @Override
    public void close() {
        log.close();
    }
}
