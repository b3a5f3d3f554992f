package dev.tandem.store;

import dev.tandem.model.DocumentId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Keeps whoever takes bytes out of the store away from whoever reads them, document by document: for a database that
 * fetches long bytes only while a result is read, and that no other process uses. A reader does not wait for whoever only
 * adds, not even on a disk that is full.
 *
 * <p>May be used from any thread; waiting does not end with an interrupt.
 */
final class DocumentLocks {

    private static final int STRIPES = 256;

    private final List<ReadWriteLock> stripes = new ArrayList<>(STRIPES);

    DocumentLocks() {
        for (int i = 0; i < STRIPES; i++) {
            stripes.add(new ReentrantReadWriteLock());
        }
    }

    /** Held until it is released, by the thread that took it. */
    interface Held {
        void release();
    }

    /** The document's bytes stay where they are. */
    Held reading(DocumentId document) {
        return held(List.of(stripes.get(stripe(document)).readLock()));
    }

    /** Nobody reads any of these documents. Whoever holds it takes no other. */
    Held removing(Collection<DocumentId> documents) {
        TreeSet<Integer> order = new TreeSet<>();
        documents.forEach(document -> order.add(stripe(document)));
        return held(order.stream().map(i -> stripes.get(i).writeLock()).toList());
    }

    private static int stripe(DocumentId document) {
        return Math.floorMod(document.hashCode(), STRIPES);
    }

    private static Held held(List<Lock> locks) {
        locks.forEach(Lock::lock);
        return () -> locks.forEach(Lock::unlock);
    }
}
