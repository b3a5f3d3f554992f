package dev.tandem.protocol;

import dev.tandem.protocol.UpdateFacts.ClockRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks a stranger's update (version 1) from the first byte to the last before anything native sees it. The native
 * decoder reserves memory for counts that the sender chose, recurses without a bound, and wraps clocks silently; after
 * this walk it finds nothing of the kind. An update that one reader can take and another cannot is refused as well, since
 * it would part the replicas: the inspector takes what both Yjs and yrs write and read.
 *
 * <p>Stateless, for any thread. Source of the format: Yjs 13.6 ({@code encoding.js}, {@code structs/}), yrs 0.28.
 */
public final class UpdateInspector {

    /** The highest clock a client may reach: yrs computes differences of clocks in 32 bits with a sign. */
    public static final int MAX_CLOCK = Integer.MAX_VALUE;

    /** The most clients in one update or state vector; a long-lived document has thousands. */
    public static final int MAX_CLIENTS = 100_000;

    private static final int GC = 0;
    private static final int SKIP = 10;
    private static final int HAS_ORIGIN = 0x80;
    private static final int HAS_RIGHT_ORIGIN = 0x40;
    private static final int HAS_PARENT_SUB = 0x20;
    private static final int UNUSED_FLAG = 0x10;

    private final Lib0Reader reader;
    private final List<ClockRange> structs = new ArrayList<>();
    private final List<ClockRange> deleted = new ArrayList<>();

    private UpdateInspector(byte[] bytes) {
        this.reader = new Lib0Reader(bytes);
    }

    /**
     * Walks the whole update.
     *
     * @return what it holds
     * @throws MalformedUpdateException if it is not an update that every reader can take; the message says why
     */
    public static UpdateFacts inspect(byte[] bytes) throws MalformedUpdateException {
        try {
            return new UpdateInspector(bytes).walk();
        } catch (MalformedUpdateException e) {
            throw e;
        } catch (MalformedMessageException e) {
            throw new MalformedUpdateException("not an update: " + e.getMessage(), e);
        }
    }

    private UpdateFacts walk() throws MalformedMessageException {
        int clients = count(4, MAX_CLIENTS, "clients");
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < clients; i++) {
            walkClient(seen);
        }
        walkDeleteSet();
        if (!reader.atEnd()) {
            throw new MalformedUpdateException("bytes are left over after the update");
        }
        return new UpdateFacts(structs, deleted);
    }

    private void walkClient(Set<Long> seen) throws MalformedMessageException {
        int count = count(2, Integer.MAX_VALUE, "structs");
        long client = reader.varUint();
        if (!seen.add(client)) {
            throw new MalformedUpdateException("a client comes twice");
        }
        if (count == 0) {
            throw new MalformedUpdateException("a client comes without structs");
        }
        long clock = clock();
        long from = clock;
        for (int i = 0; i < count; i++) {
            int info = reader.uint8();
            long length = info == GC || info == SKIP ? reader.varUint() : walkItem(info, client, clock);
            if (length == 0) {
                throw new MalformedUpdateException("a struct is empty");
            }
            if (length > MAX_CLOCK - clock) {
                throw new MalformedUpdateException("a clock is out of range");
            }
            if (info == SKIP) {
                addRange(structs, client, from, clock);
                from = clock + length;
            }
            clock += length;
        }
        addRange(structs, client, from, clock);
    }

    private long walkItem(int info, long client, long clock) throws MalformedMessageException {
        if ((info & UNUSED_FLAG) != 0) {
            throw new MalformedUpdateException("unknown kind of struct");
        }
        @Nullable Reference origin = (info & HAS_ORIGIN) != 0 ? walkReference(client, clock) : null;
        @Nullable Reference rightOrigin = (info & HAS_RIGHT_ORIGIN) != 0 ? walkReference(client, clock) : null;
        if (origin != null && origin.equals(rightOrigin)) {
            // Nobody writes it, since it lies nowhere: where readers put it depends on what came first.
            throw new MalformedUpdateException("a struct has the same neighbour on both sides");
        }
        if (origin == null && rightOrigin == null) {
            walkParent(client, clock);
            if ((info & HAS_PARENT_SUB) != 0) {
                reader.skipVarString();
            }
        }
        return ContentInspector.length(reader, info & 0x0f);
    }

    private void walkParent(long client, long clock) throws MalformedMessageException {
        long isRoot = reader.varUint();
        if (isRoot > 1) {
            throw new MalformedUpdateException("unknown kind of parent");
        }
        if (isRoot == 1) {
            reader.skipVarString();
        } else {
            walkReference(client, clock);
        }
    }

    /** A struct refers to structs that were there before it; one that waits for itself would wait for ever. */
    private Reference walkReference(long client, long clock) throws MalformedMessageException {
        long otherClient = reader.varUint();
        long otherClock = clock();
        if (otherClient == client && otherClock >= clock) {
            throw new MalformedUpdateException("a struct refers to itself or to a later one");
        }
        return new Reference(otherClient, otherClock);
    }

    /** One unit of content, by who made it and the how manieth of theirs it is. */
    private record Reference(long client, long clock) {}

    private void walkDeleteSet() throws MalformedMessageException {
        int clients = count(2, MAX_CLIENTS, "clients");
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < clients; i++) {
            long client = reader.varUint();
            if (!seen.add(client)) {
                throw new MalformedUpdateException("a client comes twice in the delete set");
            }
            int ranges = count(2, Integer.MAX_VALUE, "ranges");
            long reached = 0;
            for (int j = 0; j < ranges; j++) {
                long from = clock();
                long length = reader.varUint();
                if (from < reached) {
                    throw new MalformedUpdateException("the delete set is not in order");
                }
                if (length == 0 || length > MAX_CLOCK - from) {
                    throw new MalformedUpdateException("a deleted range is out of range");
                }
                reached = from + length;
                addRange(deleted, client, from, reached);
            }
        }
    }

    private long clock() throws MalformedMessageException {
        long clock = reader.varUint();
        if (clock >= MAX_CLOCK) {
            throw new MalformedUpdateException("a clock is out of range");
        }
        return clock;
    }

    /** A count of things that each take at least {@code bytesEach}, of which no more can follow than bytes remain. */
    private int count(int bytesEach, int most, String what) throws MalformedMessageException {
        long count = reader.varUint();
        if (count > reader.remaining() / bytesEach || count > most) {
            throw new MalformedUpdateException("the update counts more " + what + " than it can hold");
        }
        return (int) count;
    }

    private static void addRange(List<ClockRange> ranges, long client, long from, long to) {
        if (from < to) {
            ranges.add(new ClockRange(client, (int) from, (int) to));
        }
    }
}
