package dev.tandem.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that can lose power, run full and fail.
 *
 * <p>What was written and not forced is only probably there after a power cut: each write is kept, dropped or torn on its
 * own, in any order, as a drive with a cache and a file system with delayed allocation may do. A new name that was not
 * forced may be gone, a deletion may be undone. All methods may be called from any thread.
 */
final class SimulatedDisk {

    private static final int SECTOR = 512;

    /** A write, or a truncation when there are no bytes. */
    private static final class Change {
        final long position;
        final byte @Nullable [] bytes;

        Change(long position, byte @Nullable [] bytes) {
            this.position = position;
            this.bytes = bytes;
        }
    }

    private static final class Content {
        byte[] bytes = new byte[0];
        int size;

        void write(long position, byte[] source, int from, int length) {
            int end = Math.toIntExact(position + length);
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
            }
            System.arraycopy(source, from, bytes, (int) position, length);
            size = Math.max(size, end);
        }

        void truncate(long to) {
            if (to < size) {
                Arrays.fill(bytes, (int) to, size, (byte) 0);
                size = (int) to;
            }
        }
    }

    private static final class Inode {
        final Content now = new Content();
        final Content forced = new Content();
        final List<Change> unforced = new ArrayList<>();
    }

    /** For {@link #afterPowerCut}: every unforced write, name and deletion is gone. */
    static final Random NOTHING_UNFORCED_SURVIVES = new Random() {
        private static final long serialVersionUID = 1;

        private boolean first = true;

        @Override
        public double nextDouble() {
            // The first one drawn is the share that is kept; the others are the fates, and above it.
            boolean share = first;
            first = false;
            return share ? 0 : 1;
        }
    };

    private final Map<String, Inode> names = new TreeMap<>();
    private final Map<String, Inode> forcedNames = new TreeMap<>();
    private long operationsUntilPowerCut = Long.MAX_VALUE;
    private long freeBytes = Long.MAX_VALUE;
    private String fullFor = "";
    private int failingForces;
    private int failingWrites;
    private long forces;

    /** The power goes at the n-th write, force, new name or deletion from now; what comes later fails. */
    synchronized void cutPowerAfter(long operations) {
        operationsUntilPowerCut = operations;
    }

    synchronized boolean isOff() {
        return operationsUntilPowerCut <= 0;
    }

    /** So many bytes can be written until the disk is full. */
    synchronized void leaveFree(long bytes) {
        freeBytes = bytes;
    }

    /** There is no room for writes to this file, and only to this; for an empty name, there is room again. */
    synchronized void failWritesTo(String name) {
        fullFor = name;
    }

    /** The next forces fail, and what they should have forced is forgotten: the one after them is called a success. */
    synchronized void failForces(int count) {
        failingForces = count;
    }

    /** The next writes fail after half of their bytes. */
    synchronized void failWrites(int count) {
        failingWrites = count;
    }

    /** How often something was forced. */
    synchronized long forces() {
        return forces;
    }

    /** Not an exception that the writers try again after: a computer without power tries nothing. */
    private void operation() {
        if (operationsUntilPowerCut <= 0) {
            throw new IllegalStateException("the power is off");
        }
        operationsUntilPowerCut--;
    }

    private Inode inode(String name) throws NoSuchFileException {
        Inode inode = names.get(name);
        if (inode == null) {
            throw new NoSuchFileException(name);
        }
        return inode;
    }

    synchronized List<String> list(String prefix) {
        return names.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }

    synchronized boolean exists(String name) {
        return names.containsKey(name);
    }

    synchronized void create(String name) throws IOException {
        operation();
        if (names.putIfAbsent(name, new Inode()) != null) {
            throw new FileAlreadyExistsException(name);
        }
    }

    synchronized void delete(String name) {
        operation();
        Inode gone = names.remove(name);
        if (gone != null && freeBytes != Long.MAX_VALUE) {
            freeBytes += gone.now.size;
        }
    }

    synchronized void rename(String from, String to) throws IOException {
        operation();
        names.put(to, inode(from));
        names.remove(from);
    }

    synchronized void forceNames(String prefix) {
        operation();
        forcedNames.keySet().removeIf(name -> name.startsWith(prefix));
        names.forEach((name, inode) -> {
            if (name.startsWith(prefix)) {
                forcedNames.put(name, inode);
            }
        });
    }

    synchronized long size(String name) throws IOException {
        return inode(name).now.size;
    }

    synchronized byte[] read(String name) throws IOException {
        Content content = inode(name).now;
        return Arrays.copyOf(content.bytes, content.size);
    }

    synchronized int read(String name, ByteBuffer into, long position) throws IOException {
        Content content = inode(name).now;
        if (position >= content.size) {
            return -1;
        }
        int length = Math.min(into.remaining(), content.size - (int) position);
        into.put(content.bytes, (int) position, length);
        return length;
    }

    synchronized void write(String name, ByteBuffer from, long position) throws IOException {
        Inode inode = inode(name);
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        long grows = Math.max(0, position + bytes.length - inode.now.size);
        String failure = null;
        if (failingWrites > 0) {
            failingWrites--;
            failure = "Input/output error";
            bytes = Arrays.copyOf(bytes, bytes.length / 2);
        } else if (name.equals(fullFor)) {
            failure = "No space left on device";
            bytes = new byte[0];
        } else if (grows > freeBytes) {
            failure = "No space left on device";
            bytes = Arrays.copyOf(bytes, (int) Math.max(0, bytes.length - grows + freeBytes));
        }
        if (freeBytes != Long.MAX_VALUE) {
            freeBytes -= Math.max(0, position + bytes.length - inode.now.size);
        }
        operation();
        inode.now.write(position, bytes, 0, bytes.length);
        inode.unforced.add(new Change(position, bytes));
        if (isOff()) {
            throw new IllegalStateException("the power went off while writing");
        }
        if (failure != null) {
            throw new IOException(failure);
        }
    }

    synchronized void truncate(String name, long size) throws IOException {
        operation();
        Inode inode = inode(name);
        inode.now.truncate(size);
        inode.unforced.add(new Change(size, null));
    }

    synchronized void force(String name) throws IOException {
        operation();
        if (isOff()) {
            throw new IllegalStateException("the power went off while forcing");
        }
        forces++;
        Inode inode = inode(name);
        if (failingForces > 0) {
            failingForces--;
            inode.unforced.clear();
            throw new IOException("Input/output error");
        }
        inode.unforced.forEach(change -> apply(inode.forced, change));
        inode.unforced.clear();
    }

    private static void apply(Content content, Change change) {
        if (change.bytes == null) {
            content.truncate(change.position);
        } else {
            content.write(change.position, change.bytes, 0, change.bytes.length);
        }
    }

    /** The disk as it is found when the power is back: what was forced, and by chance some of the rest. */
    synchronized SimulatedDisk afterPowerCut(Random random) {
        SimulatedDisk found = new SimulatedDisk();
        double kept = random.nextDouble();
        TreeSet<String> candidates = new TreeSet<>(names.keySet());
        candidates.addAll(forcedNames.keySet());
        for (String name : candidates) {
            Inode now = names.get(name);
            Inode forced = forcedNames.get(name);
            Inode survivor = now == forced || random.nextDouble() < kept ? now : forced;
            if (survivor != null) {
                Inode inode = new Inode();
                Content content = survive(survivor, kept, random);
                inode.now.write(0, content.bytes, 0, content.size);
                inode.forced.write(0, content.bytes, 0, content.size);
                found.names.put(name, inode);
                found.forcedNames.put(name, inode);
            }
        }
        return found;
    }

    private static Content survive(Inode inode, double kept, Random random) {
        Content content = new Content();
        content.write(0, inode.forced.bytes, 0, inode.forced.size);
        for (Change change : inode.unforced) {
            double fate = random.nextDouble();
            if (fate < kept) {
                apply(content, change);
            } else if (fate < (1 + kept) / 2 && change.bytes != null) {
                tear(content, change.position, change.bytes, random);
            }
        }
        return content;
    }

    /** Some sectors arrive, others do not; the file may be as long as if all had. */
    private static void tear(Content content, long position, byte[] bytes, Random random) {
        for (int from = 0; from < bytes.length; from += SECTOR) {
            if (random.nextBoolean()) {
                content.write(position + from, bytes, from, Math.min(SECTOR, bytes.length - from));
            }
        }
    }
}
