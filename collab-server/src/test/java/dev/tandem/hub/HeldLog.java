package dev.tandem.hub;

import dev.tandem.model.DocumentId;
import dev.tandem.protocol.Update;
import dev.tandem.store.DurableLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A real log whose answers are held back for as long as a test wants: a disk that takes its time. */
final class HeldLog extends BentLog {

    private record Held(DocumentId document, Update update, CompletableFuture<Void> answer) {}

    private final List<Held> held = new ArrayList<>();
    private boolean holding;

    HeldLog(DurableLog log) {
        super(log);
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
}
