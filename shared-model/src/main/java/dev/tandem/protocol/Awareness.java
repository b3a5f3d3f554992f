package dev.tandem.protocol;

import dev.tandem.protocol.AwarenessUpdate.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is here: the newest state of every client of one document. A state is renewed by its owner every
 * {@link #RENEWAL}, and one that has not been heard of for {@link #EXPIRY} is dropped by everyone else.
 *
 * <p>Not thread-safe: lives on the thread of its document or room. Source of the rules: y-protocols 1.0.
 */
public final class Awareness {

    /** How often an owner says its state again. */
    public static final Duration RENEWAL = Duration.ofSeconds(15);

    /** After how long a silent client has gone. */
    public static final Duration EXPIRY = Duration.ofSeconds(30);

    /** More than any document has; what a stranger makes up beyond it is not remembered. */
    public static final int MAX_CLIENTS = 10_000;

    private final Map<Long, Known> known = new LinkedHashMap<>();
    private final OptionalLong own;
    private final LongSupplier nanoTime;

    /** What is known of a client; the clock outlives the state, so that an old state cannot come back. */
    private record Known(long clock, @Nullable String json, long heardNanos) {}

    private Awareness(OptionalLong own, LongSupplier nanoTime) {
        this.own = own;
        this.nanoTime = nanoTime;
    }

    /**
     * The awareness of an editor.
     *
     * @param ownClientId the client id of this editor
     * @param nanoTime a clock as {@link System#nanoTime}
     */
    public static Awareness ofClient(long ownClientId, LongSupplier nanoTime) {
        return new Awareness(OptionalLong.of(ownClientId), nanoTime);
    }

    /**
     * The awareness of a hub, which has no state of its own.
     *
     * @param nanoTime a clock as {@link System#nanoTime}
     */
    public static Awareness ofHub(LongSupplier nanoTime) {
        return new Awareness(OptionalLong.empty(), nanoTime);
    }

    /**
     * Takes what a peer says.
     *
     * @return the part that was new; for a hub, what is to be relayed. When a peer says that this client has gone, it
     *     holds the answer that it has not
     */
    public AwarenessUpdate apply(AwarenessUpdate update) {
        List<Entry> news = new ArrayList<>();
        for (Entry entry : update.entries()) {
            Known before = known.get(entry.clientId());
            long clock = before == null ? -1 : before.clock();
            @Nullable String present = before == null ? null : before.json();
            if (entry.clock() < clock || (entry.clock() == clock && !(entry.isGone() && present != null))) {
                continue;
            }
            if (before == null && known.size() >= MAX_CLIENTS) {
                continue;
            }
            if (entry.isGone() && present != null && isOwn(entry.clientId())) {
                news.add(put(entry.clientId(), entry.clock() + 1, present));
            } else if (entry.isGone() && present == null) {
                put(entry.clientId(), entry.clock(), null);
            } else {
                news.add(put(entry.clientId(), entry.clock(), entry.json()));
            }
        }
        return new AwarenessUpdate(news);
    }

    /**
     * Sets the state of this editor. Said once more after a reconnection, it gets a clock that those who saw this client
     * go will believe.
     *
     * @param json a JSON object, or null to leave
     * @return what to tell the others
     * @throws IllegalStateException on a hub
     */
    public AwarenessUpdate setOwn(@Nullable String json) {
        long id = own.orElseThrow(() -> new IllegalStateException("a hub has no state of its own"));
        Known before = known.get(id);
        return AwarenessUpdate.of(put(id, before == null ? 0 : before.clock() + 1, json));
    }

    /** Drops the states of clients whose connection has ended; returns what to tell the others. */
    public AwarenessUpdate remove(Collection<Long> clientIds) {
        List<Entry> gone = new ArrayList<>();
        for (long id : clientIds) {
            Known before = known.get(id);
            if (before != null && before.json() != null) {
                // The same clock, as y-protocols has it: the client's next state is one higher, and must be believed.
                gone.add(put(id, before.clock(), null));
            }
        }
        return new AwarenessUpdate(gone);
    }

    /**
     * What the passing of time brings: this editor's state to be renewed, silent clients to be dropped. Call it every
     * few seconds.
     *
     * @return what to tell the others; the entries that are gone are also news for this side
     */
    public AwarenessUpdate tick() {
        long now = nanoTime.getAsLong();
        List<Entry> news = new ArrayList<>();
        for (Map.Entry<Long, Known> client : List.copyOf(known.entrySet())) {
            long id = client.getKey();
            Known state = client.getValue();
            long silentNanos = now - state.heardNanos();
            if (isOwn(id)) {
                if (state.json() != null && silentNanos >= RENEWAL.toNanos()) {
                    news.add(put(id, state.clock() + 1, state.json()));
                }
            } else if (silentNanos >= EXPIRY.toNanos()) {
                if (state.json() != null) {
                    news.add(put(id, state.clock(), null));
                } else {
                    known.remove(id);
                }
            }
        }
        return new AwarenessUpdate(news);
    }

    /** All states that are present, to greet someone with. */
    public AwarenessUpdate all() {
        return new AwarenessUpdate(states().entrySet().stream()
                .map(state -> new Entry(state.getKey(), clock(state.getKey()), state.getValue()))
                .toList());
    }

    /** The present states by client id, oldest client first. */
    public Map<Long, String> states() {
        Map<Long, String> states = new LinkedHashMap<>();
        known.forEach((id, state) -> {
            if (state.json() != null) {
                states.put(id, state.json());
            }
        });
        return states;
    }

    /** The state of one client, if it is present. */
    public Optional<String> state(long clientId) {
        Known state = known.get(clientId);
        return state == null ? Optional.empty() : Optional.ofNullable(state.json());
    }

    private long clock(long clientId) {
        Known state = known.get(clientId);
        return state == null ? 0 : state.clock();
    }

    private boolean isOwn(long clientId) {
        return own.isPresent() && own.getAsLong() == clientId;
    }

    private Entry put(long clientId, long clock, @Nullable String json) {
        known.put(clientId, new Known(clock, json, nanoTime.getAsLong()));
        return new Entry(clientId, clock, json);
    }
}
