package dev.tandem.hub.room;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.protocol.AwarenessUpdate;
import dev.tandem.protocol.AwarenessUpdate.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is at a document. The rules are those of y-protocols: a higher clock wins, and an equal one only to say goodbye.
 * On top of that each client id belongs to the connection that spoke for it last, because clients repeat what they heard
 * about others: nobody can say goodbye for somebody else, and all that a connection spoke for goes when it goes.
 *
 * <p>Not thread-safe: lives on its room's context.
 */
final class Presence {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final class Known {
        private long clock;
        private @Nullable String json;
        private @Nullable Object owner;
        private long heardNanos;
    }

    private final Map<Long, Known> clients = new HashMap<>();
    private final Set<Long> changed = new LinkedHashSet<>();
    private final int perReader;
    private final long expiryNanos;

    Presence(int perReader, Duration expiry) {
        this.perReader = perReader;
        this.expiryNanos = expiry.toNanos();
    }

    /**
     * Takes what a connection says.
     *
     * @param displayName the name to show for all it speaks for; null leaves the names it chose
     */
    void say(Object owner, @Nullable String displayName, AwarenessUpdate update, long nowNanos) {
        for (Entry entry : update.entries()) {
            Known known = clients.get(entry.clientId());
            if (known == null ? mayAdd(owner, entry) : isNews(known, owner, entry)) {
                Known fresh = known == null ? new Known() : known;
                fresh.clock = entry.clock();
                fresh.json = named(entry.json(), displayName);
                fresh.owner = owner;
                fresh.heardNanos = nowNanos;
                clients.put(entry.clientId(), fresh);
                changed.add(entry.clientId());
            }
        }
    }

    private boolean mayAdd(Object owner, Entry entry) {
        return !entry.isGone()
                && clients.values().stream().filter(k -> k.owner == owner).count() < perReader;
    }

    private static boolean isNews(Known known, Object owner, Entry entry) {
        if (entry.isGone()) {
            return known.owner == owner && known.json != null && entry.clock() >= known.clock;
        }
        return entry.clock() > known.clock;
    }

    /** Removes everyone a connection spoke for. */
    void leave(Object owner) {
        clients.forEach((id, known) -> {
            if (known.owner == owner) {
                known.owner = null;
                if (known.json != null) {
                    known.json = null;
                    changed.add(id);
                }
            }
        });
    }

    /** Removes who has been silent for too long, and forgets who is long gone. */
    void expire(long nowNanos) {
        clients.entrySet().removeIf(entry -> {
            Known known = entry.getValue();
            long silent = nowNanos - known.heardNanos;
            if (known.json != null && silent >= expiryNanos) {
                known.json = null;
                known.owner = null;
                changed.add(entry.getKey());
            }
            return known.json == null && silent >= 2 * expiryNanos && !changed.contains(entry.getKey());
        });
    }

    boolean hasChanges() {
        return !changed.isEmpty();
    }

    /** The newest state of everyone who changed since the last call. */
    AwarenessUpdate takeChanges() {
        List<Entry> entries = new ArrayList<>(changed.size());
        for (Long id : changed) {
            Known known = clients.get(id);
            if (known != null) {
                entries.add(new Entry(id, known.clock, known.json));
            }
        }
        changed.clear();
        return new AwarenessUpdate(entries);
    }

    /** Everyone who is here. */
    AwarenessUpdate everyone() {
        List<Entry> entries = new ArrayList<>();
        clients.forEach((id, known) -> {
            if (known.json != null) {
                entries.add(new Entry(id, known.clock, known.json));
            }
        });
        return new AwarenessUpdate(entries);
    }

    private static @Nullable String named(@Nullable String json, @Nullable String displayName) {
        if (json == null || displayName == null) {
            return json;
        }
        try {
            if (JSON.readTree(json) instanceof ObjectNode state) {
                ObjectNode user = state.get("user") instanceof ObjectNode given ? given : state.putObject("user");
                user.put("name", displayName);
                return JSON.writeValueAsString(state);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an inspected awareness state is not JSON", e);
        }
        return json;
    }
}
