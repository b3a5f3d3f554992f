package dev.tandem.demo;

import dev.tandem.crdt.StickyPosition;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where every character of the script ended up in the shared document: each typist notes the places of what they type.
 * A place means the same on every replica. Any thread may use it.
 */
final class Places {
    private final Map<Keystroke.Mark, StickyPosition> places = new ConcurrentHashMap<>();

    void put(Keystroke.Mark mark, StickyPosition place) {
        places.put(mark, place);
    }

    /** Where that character is, or null while it is not typed. */
    @Nullable
    StickyPosition of(Keystroke.Mark mark) {
        return places.get(mark);
    }
}
