package dev.tandem.store;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that only grows. Confined to the journal's writer thread. */
interface JournalFile extends AutoCloseable {

    /** Writes all that remains in the buffer to the end. After an error, part of it may be there. */
    void append(ByteBuffer bytes) throws IOException;

    /**
     * Returns once everything appended so far is on disk. After an error nobody knows what is: the operating system may
     * forget the failed pages and call the next force a success, so the file must not be used any more.
     */
    void force() throws IOException;

    @Override
    void close() throws IOException;
}
