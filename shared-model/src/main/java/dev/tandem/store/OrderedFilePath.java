package dev.tandem.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system for H2 on which no write overtakes another: each is forced to disk before it returns.
 *
 * <p>H2 writes a commit without forcing it. When the power goes, a later write may be on the disk and an earlier one not,
 * and H2 then finds pages missing and does not open the file at all. On this file system only the last write can be
 * missing or torn, which H2 expects. It costs one force a commit; the update log commits in batches.
 *
 * <p>H2 also closes a database for good at the first write that fails. Here a failed write is tried again until it works,
 * so that a disk that was full for a while costs nothing but the wait. See {@link WritePatience}.
 *
 * <p>Public because H2 makes instances by reflection; used through URLs such as {@code jdbc:h2:ordered:async:/directory/name}.
 */
public final class OrderedFilePath extends FilePathWrapper {

    static final String SCHEME = "ordered";

    private static final Map<String, WritePatience> PATIENCE = new ConcurrentHashMap<>();

    static {
        FilePath.register(new OrderedFilePath());
    }

    /** Says how writes to a file are tried again; without, the first failure is reported. */
    static void setPatience(String file, WritePatience patience) {
        PATIENCE.put(file, patience);
    }

    static void removePatience(String file) {
        PATIENCE.remove(file);
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        WritePatience patience = PATIENCE.get(toString());
        FileChannel base = getBase().open(mode);
        // Temporary files, which H2 uses for large results, need not survive anything.
        return patience == null ? base : new OrderedFile(base, patience);
    }

    private static final class OrderedFile extends FileBaseDefault {

        private final FileChannel base;
        private final WritePatience patience;

        OrderedFile(FileChannel base, WritePatience patience) {
            this.base = base;
            this.patience = patience;
        }

        @Override
        public long size() throws IOException {
            return base.size();
        }

        // Not synchronized like what it overrides: a reader must not wait for a writer that waits for the disk.
        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public int read(ByteBuffer into, long position) throws IOException {
            return base.read(into, position);
        }

        @Override
        public synchronized int write(ByteBuffer from, long position) throws IOException {
            int length = from.remaining();
            patience.untilDone(() -> {
                // From the start each time: after a failed force, nobody knows what of it is on the disk.
                ByteBuffer bytes = from.duplicate();
                long at = position;
                while (bytes.hasRemaining()) {
                    at += base.write(bytes, at);
                }
                base.force(false);
            });
            from.position(from.limit());
            return length;
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            patience.untilDone(() -> {
                base.truncate(size);
                base.force(true);
            });
        }

        @Override
        public void force(boolean metaData) throws IOException {
            base.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return base.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            base.close();
        }
    }
}
