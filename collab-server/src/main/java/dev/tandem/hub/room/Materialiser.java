package dev.tandem.hub.room;

import dev.tandem.crdt.TextDocument;
import dev.tandem.model.DocumentId;
import dev.tandem.protocol.MalformedUpdateException;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.Update;
import dev.tandem.protocol.UpdateSplitter;
import dev.tandem.store.DurableLog;
import dev.tandem.store.StoreException;
import dev.tandem.store.StoredDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes a document out of what is stored, for as long as a question about it takes: the text, the difference to a state
 * vector, a snapshot.
 *
 * <p>May be used from any thread, and blocks: call it on a worker.
 */
public final class Materialiser {

    private final DurableLog log;
    private final Function<TextDocument, Update> snapshots;

    /** Reads from and compacts this log. */
    public Materialiser(DurableLog log) {
        this(log, TextDocument::snapshot);
    }

    /** The same with another maker of snapshots: tests have one that makes bad ones. */
    Materialiser(DurableLog log, Function<TextDocument, Update> snapshots) {
        this.log = log;
        this.snapshots = snapshots;
    }

    /** What a room has to know of a document: what is in it, and how much of it came since its snapshot. */
    record Opened(Coverage coverage, int tailUpdates, long tailBytes) {}

    /** What a compaction replaced. */
    record Compacted(int updates, long bytes) {}

    /**
     * The document's text.
     *
     * @throws StoreException if the store cannot be read now
     * @throws MalformedUpdateException if the store holds what is no update
     */
    public String text(DocumentId id) throws StoreException, MalformedUpdateException {
        try (TextDocument document = document(updates(log.load(id)))) {
            return document.text();
        }
    }

    Opened open(DocumentId id) throws StoreException, MalformedUpdateException {
        StoredDocument stored = log.load(id);
        return new Opened(Coverage.of(updates(stored)), stored.tail().size(), bytes(stored.tail()));
    }

    /**
     * For each state vector the updates that its owner lacks, in pieces, from one document made once.
     *
     * @param inFlight updates that may not be in the store yet
     */
    Map<StateVector, List<Update>> differences(
            DocumentId id, List<Update> inFlight, Set<StateVector> vectors, int pieceBytes)
            throws StoreException, MalformedUpdateException {
        List<Update> updates = updates(log.load(id));
        updates.addAll(inFlight);
        Map<StateVector, List<Update>> differences = new HashMap<>();
        try (TextDocument document = document(updates)) {
            for (StateVector have : vectors) {
                differences.put(have, UpdateSplitter.split(document.difference(have), pieceBytes));
            }
        }
        return differences;
    }

    /** Replaces snapshot and tail by a new snapshot, once it is certain that it holds everything they held. */
    Compacted compact(DocumentId id) throws StoreException, MalformedUpdateException {
        StoredDocument stored = log.load(id);
        if (stored.tail().isEmpty()) {
            return new Compacted(0, 0);
        }
        List<Update> updates = updates(stored);
        Update snapshot;
        try (TextDocument document = document(updates)) {
            snapshot = snapshots.apply(document);
            SnapshotCheck.check(id, snapshot, document, updates);
        }
        log.compact(id, stored.lastSequence(), snapshot);
        return new Compacted(stored.tail().size(), bytes(stored.tail()));
    }

    private static List<Update> updates(StoredDocument stored) {
        List<Update> updates = new ArrayList<>(stored.tail().size() + 1);
        Update snapshot = stored.snapshot();
        if (snapshot != null) {
            updates.add(snapshot);
        }
        updates.addAll(stored.tail());
        return updates;
    }

    private static TextDocument document(List<Update> updates) throws MalformedUpdateException {
        TextDocument document = TextDocument.open(TextDocument.randomClientId());
        try {
            for (Update update : updates) {
                document.apply(update);
            }
        } catch (MalformedUpdateException | RuntimeException | Error e) {
            document.close();
            throw e;
        }
        return document;
    }

    private static long bytes(List<Update> updates) {
        return updates.stream().mapToLong(Update::size).sum();
    }
}
