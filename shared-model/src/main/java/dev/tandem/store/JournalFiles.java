package dev.tandem.store;

import java.io.IOException;
import java.util.List;

/**
 * What a journal asks of a file system. The seam exists so that tests can pull the plug: the real one is
 * {@link DirectoryJournalFiles}.
 *
 * <p>What was appended to a file, and the name of a new file, survive a power cut only once they were forced.
 */
interface JournalFiles extends AutoCloseable {

    /** The names of the files that are there, sorted. */
    List<String> list() throws IOException;

    /** All bytes of a file. */
    byte[] read(String name) throws IOException;

    /** Makes a new, empty file; fails when there is one of that name. */
    JournalFile create(String name) throws IOException;

    /** Takes a file away; does nothing when there is none. */
    void delete(String name) throws IOException;

    /** Forces the names of new files to disk. */
    void forceNames() throws IOException;

    /**
     * Keeps damaged bytes where a person can find them; does nothing when they were kept before.
     *
     * @return where they are, for a person to read
     */
    String keepAside(String name, byte[] bytes) throws IOException;

    /** Lets another process have the files. */
    @Override
    void close() throws IOException;
}
