package dev.tandem.store;

import dev.tandem.model.DocumentId;
import dev.tandem.protocol.Update;

/** What can be said to a log about a document, in the order in which it holds. */
sealed interface LogEntry {

    DocumentId document();

    /** Roughly what it takes in memory while it waits, in bytes. */
    int weight();

    /** The document says something more. */
    record Append(DocumentId document, Update update) implements LogEntry {
        @Override
        public int weight() {
            return update.size() + OVERHEAD_BYTES;
        }
    }

    /** Everything said before is forgotten. */
    record Delete(DocumentId document) implements LogEntry {
        @Override
        public int weight() {
            return OVERHEAD_BYTES;
        }
    }

    /** Objects, future and queue slots around the update's own bytes; measured as 180 to 220 on a 64-bit JVM. */
    int OVERHEAD_BYTES = 200;
}
