package dev.tandem.store;

import dev.tandem.store.JournalFormat.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that is forced to disk before anything is called saved.
 *
 * <p>One writer thread takes what was appended in groups, gives each entry the next sequence number, writes the group to
 * the end of a segment and forces it once; only then do the futures complete. A segment that has grown large is closed
 * and the next one begun; {@link #dropThrough} takes closed segments away when their entries are safe elsewhere. Which
 * bytes a segment holds is said in {@link JournalFormat}.
 *
 * <p>When writing or forcing fails, nobody knows what the segment now holds: after a failed fsync the operating system
 * forgets the pages and calls the next fsync a success. So the segment is left behind as it is, and everything not yet
 * acknowledged is written again, under the same sequence numbers, into a new one; this is tried until it works. A
 * sequence number can therefore be met twice at replay, with the same content.
 *
 * <p>The life of a journal: {@link #replay} once, {@link #start} once, then {@link #append} from any thread, then
 * {@link #close}.
 */
final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final JournalFiles files;
    private final StoreOptions options;
    private final GroupQueue<Waiting> queue;
    private final Listener listener;
    private final JournalSegments segments;
    private final Retry retry;
    private final Thread writer;
    private @Nullable OpenSegment current;
    private long nextSequence = 1;

    /** Who stands behind the journal. */
    interface Listener {

        /** These entries are forced; called on the writer thread before their futures complete. */
        void forced(List<Sequenced> entries);

        /** This entry will never be written, because the journal was closed. */
        void cancelled(LogEntry entry);
    }

    /** The segment that is being written; confined to the writer thread. */
    private static final class OpenSegment {
        final Segment segment;
        final JournalFile file;
        /** How long it is, as far as it is forced. */
        long bytes;

        /** The newest acknowledged entry in it, 0 if there is none. */
        long lastSequence;

        OpenSegment(Segment segment, JournalFile file) {
            this.segment = segment;
            this.file = file;
        }
    }

    Journal(JournalFiles files, StoreOptions options, Listener listener) {
        this.files = files;
        this.options = options;
        this.listener = listener;
        this.queue = new GroupQueue<>(options.groupWindow());
        this.segments = new JournalSegments(files);
        this.retry = new Retry("the journal in " + files, queue, options.closePatience());
        this.writer = new Thread(this::write, "tandem-journal");
        writer.setDaemon(true);
    }

    /**
     * Hands out what earlier runs left, segment by segment in the order of writing, and drops the segments that hold
     * nothing newer than {@code dropThrough}.
     *
     * @throws StoreException if a segment cannot be read
     */
    JournalReport replay(long dropThrough, Consumer<List<Sequenced>> visitor) throws StoreException {
        try {
            return segments.replay(dropThrough, visitor);
        } catch (IOException e) {
            throw new StoreException("The journal in " + files + " cannot be read: " + Reasons.of(e) + ".", e);
        }
    }

    /** Begins to write; the first entry gets this number, which must be newer than any that was ever given. */
    void start(long firstSequence) {
        nextSequence = firstSequence;
        writer.start();
    }

    /** As {@link DurableLog#append}. */
    CompletableFuture<Void> append(LogEntry entry) {
        Waiting waiting = Waiting.of(entry);
        if (!queue.offer(waiting, entry.weight())) {
            cancel(List.of(waiting));
        }
        return waiting.durable();
    }

    /** What fails at the moment, for a person to read. */
    Optional<String> failure() {
        return retry.failure();
    }

    /** Drops the closed segments whose entries all have this number or an older one. */
    void dropThrough(long sequence) throws IOException {
        segments.dropThrough(sequence);
    }

    /** The newest number among the entries of closed segments, 0 if none is kept. */
    long lastClosedSequence() {
        return segments.lastSequence();
    }

    private void write() {
        List<Waiting> group = List.of();
        try {
            for (group = queue.takeGroup(); !group.isEmpty(); group = queue.takeGroup()) {
                if (!writeGroup(group)) {
                    cancel(group);
                    continue;
                }
                for (Waiting waiting : group) {
                    waiting.durable().complete(null);
                }
            }
            closeSegment();
        } catch (InterruptedException e) {
            // Nobody has a reference to this thread, so nobody can; but if it happens, it must not go unseen.
            throw new IllegalStateException("the journal's writer was interrupted", e);
        } finally {
            queue.close();
            cancel(group);
            cancel(queue.drainClosed());
        }
    }

    private void cancel(List<Waiting> group) {
        for (Waiting waiting : group) {
            // The last group may have been written; then it completed, and is not open any more.
            if (waiting.durable()
                    .completeExceptionally(
                            new CancellationException("the log was closed before this update could be written"))) {
                listener.cancelled(waiting.entry());
            }
        }
    }

    /** Writes and forces a group, as often as it takes; false when the journal was closed meanwhile and it never worked. */
    private boolean writeGroup(List<Waiting> group) throws InterruptedException {
        List<Sequenced> entries = new ArrayList<>(group.size());
        for (Waiting waiting : group) {
            entries.add(new Sequenced(nextSequence++, waiting.entry()));
        }
        long last = nextSequence - 1;
        boolean written = retry.untilDone(() -> {
            OpenSegment segment = current == null ? begin() : current;
            current = segment;
            try {
                ByteBuffer bytes = JournalFormat.encode(segment.segment.salt(), segment.bytes, entries);
                int length = bytes.remaining();
                segment.file.append(bytes);
                segment.file.force();
                segment.bytes += length;
                segment.lastSequence = last;
            } catch (IOException | RuntimeException e) {
                current = null;
                abandon(segment, e);
                throw e;
            }
        });
        if (written) {
            listener.forced(entries);
            if (current != null && current.bytes >= options.segmentBytes()) {
                closeSegment();
            }
        }
        return written;
    }

    private OpenSegment begin() throws IOException {
        Segment segment = segments.next();
        JournalFile file = files.create(segment.name());
        OpenSegment open = new OpenSegment(segment, file);
        try {
            file.append(ByteBuffer.wrap(JournalFormat.HEADER));
            open.bytes = JournalFormat.HEADER.length;
            files.forceNames();
            return open;
        } catch (IOException | RuntimeException e) {
            abandon(open, e);
            throw e;
        }
    }

    /** Leaves a segment that failed: whole if it holds acknowledged entries, else away with it, for the disk may be full. */
    private void abandon(OpenSegment segment, Exception failure) {
        try {
            segment.file.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        if (segment.lastSequence > 0) {
            segments.closed(segment.segment, segment.lastSequence);
            return;
        }
        try {
            files.delete(segment.segment.name());
        } catch (IOException e) {
            failure.addSuppressed(e);
            segments.closed(segment.segment, 0);
        }
    }

    /** Ends the current segment in order. Its entries are forced already, so a failure here loses nothing. */
    private void closeSegment() {
        OpenSegment segment = current;
        if (segment == null) {
            return;
        }
        current = null;
        try (JournalFile file = segment.file) {
            file.append(JournalFormat.encodeEnd(segment.segment.salt(), segment.bytes, segment.lastSequence));
            file.force();
        } catch (IOException | RuntimeException e) {
            LOG.warn("The journal segment {} could not be ended in order: {}", segment.segment.name(), Reasons.of(e));
        }
        segments.closed(segment.segment, segment.lastSequence);
    }

    /** Writes what is queued, as long as the options' patience lasts, and stops the writer. The files stay the caller's. */
    @Override
    public void close() {
        queue.close();
        Threads.join(writer);
    }
}
