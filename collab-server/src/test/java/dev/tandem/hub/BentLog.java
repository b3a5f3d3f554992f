package dev.tandem.hub;

import dev.tandem.model.DocumentId;
import dev.tandem.protocol.Update;
import dev.tandem.store.DurableLog;
import dev.tandem.store.StoreException;
import dev.tandem.store.StoredDocument;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A real log, for tests to bend a part of. */
class BentLog implements DurableLog {

    final DurableLog log;

    BentLog(DurableLog log) {
        this.log = log;
    }

    @Override
    public CompletableFuture<Void> append(DocumentId document, Update update) {
        return log.append(document, update);
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
