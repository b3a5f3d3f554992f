package dev.tandem.protocol;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one awareness message says: the newest state of some clients. Read, it is well formed: every state is a JSON object
 * or gone.
 */
public record AwarenessUpdate(List<Entry> entries) {

    private static final String GONE = "null";

    /** Keeps an unmodifiable copy. */
    public AwarenessUpdate {
        entries = List.copyOf(entries);
    }

    /** An update about one client. */
    public static AwarenessUpdate of(Entry entry) {
        return new AwarenessUpdate(List.of(entry));
    }

    /** Whether it says nothing. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /**
     * One client's state.
     *
     * @param clientId the client
     * @param clock counts the states of this client; the higher one wins
     * @param json the state, a JSON object; null when the client has gone
     */
    public record Entry(long clientId, long clock, @Nullable String json) {

        /** Whether the client has gone. */
        public boolean isGone() {
            return json == null;
        }
    }

    /** Writes the update with its length in front, as both dialects carry it. */
    public void write(Lib0Writer writer) {
        writer.varUint8Array(toByteArray());
    }

    /** The update as it travels. */
    public byte[] toByteArray() {
        Lib0Writer writer = new Lib0Writer().varUint(entries.size());
        for (Entry entry : entries) {
            String json = entry.json();
            writer.varUint(entry.clientId()).varUint(entry.clock()).varString(json == null ? GONE : json);
        }
        return writer.toByteArray();
    }

    /** Reads an update with its length in front. */
    static AwarenessUpdate read(Lib0Reader reader, WireLimits limits) throws MalformedMessageException {
        return parse(reader.varUint8Array(), limits);
    }

    /**
     * Reads an update.
     *
     * @throws MalformedMessageException if there are more or larger states than the limits allow, a state is neither a
     *     JSON object nor null, or bytes are left over
     */
    public static AwarenessUpdate parse(byte[] bytes, WireLimits limits) throws MalformedMessageException {
        Lib0Reader reader = new Lib0Reader(bytes);
        long count = reader.varUint();
        if (count > limits.awarenessStates()) {
            throw new MalformedMessageException("more than " + limits.awarenessStates() + " awareness states");
        }
        List<Entry> entries = new ArrayList<>((int) Math.min(count, reader.remaining() / 3 + 1));
        for (long i = 0; i < count; i++) {
            long clientId = reader.varUint();
            long clock = reader.varUint();
            String json = reader.varString(limits.awarenessStateBytes());
            entries.add(new Entry(clientId, clock, json.strip().equals(GONE) ? null : JsonText.requireObject(json)));
        }
        if (!reader.atEnd()) {
            throw new MalformedMessageException("bytes are left over after the awareness states");
        }
        return new AwarenessUpdate(entries);
    }
}
