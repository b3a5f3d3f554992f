package dev.tandem.editor.session;

import dev.tandem.crdt.StickyPosition;
import dev.tandem.crdt.TextDocument;
import dev.tandem.protocol.Awareness;
import dev.tandem.protocol.AwarenessState;
import dev.tandem.protocol.AwarenessUpdate;
import dev.tandem.protocol.MalformedMessageException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who else is in a document, and what this person shows, in the form that y-codemirror reads and writes.
 *
 * <p>Confined to the document's thread.
 */
final class Presence {

    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
    private static final int LONGEST_NAME = 80;

    private final long clientId;
    private final Awareness awareness;
    private Person person;
    private AwarenessState.@Nullable Cursor cursor;

    Presence(long clientId, Person person) {
        this.clientId = clientId;
        this.person = person;
        this.awareness = Awareness.ofClient(clientId, System::nanoTime);
    }

    /** Shows the person under another name or colour. */
    AwarenessUpdate show(Person newPerson) {
        person = newPerson;
        return awareness.setOwn(state());
    }

    /** Positions stick to the unit after them, as y-codemirror makes them. */
    AwarenessUpdate showCursor(TextDocument document, int anchor, int head) {
        cursor = new AwarenessState.Cursor(
                document.stick(anchor, StickyPosition.Side.RIGHT).toJson(),
                document.stick(head, StickyPosition.Side.RIGHT).toJson());
        return awareness.setOwn(state());
    }

    AwarenessUpdate hideCursor() {
        cursor = null;
        return awareness.setOwn(state());
    }

    /** For a hub that may have said that we had gone, one clock after our last state: only the second next one counts. */
    AwarenessUpdate greet() {
        awareness.setOwn(state());
        return awareness.setOwn(state());
    }

    AwarenessUpdate leave() {
        return awareness.setOwn(null);
    }

    /** Takes what others say; the result is what has to be said back. */
    AwarenessUpdate take(AwarenessUpdate update) {
        return own(awareness.apply(update));
    }

    /** Renews and drops what is due; the result is what has to be said. */
    AwarenessUpdate tick() {
        return own(awareness.tick());
    }

    private AwarenessUpdate own(AwarenessUpdate news) {
        return new AwarenessUpdate(
                news.entries().stream().filter(e -> e.clientId() == clientId).toList());
    }

    /** The others, with their carets where they are in the text of now. */
    List<Peer> peers(TextDocument document) {
        List<Peer> peers = new ArrayList<>();
        for (Map.Entry<Long, String> entry : awareness.states().entrySet()) {
            if (entry.getKey() != clientId) {
                peers.add(peer(document, entry.getKey(), entry.getValue()));
            }
        }
        peers.sort(Comparator.comparingLong(Peer::clientId));
        return apart(peers);
    }

    /** Two people of the same colour could not be told from each other; one person's windows keep theirs. */
    private List<Peer> apart(List<Peer> peers) {
        Map<String, String> colors = new HashMap<>();
        colors.put(person.name(), person.color());
        List<Peer> shown = new ArrayList<>(peers.size());
        for (Peer peer : peers) {
            String color = colors.computeIfAbsent(
                    peer.name(),
                    name -> colors.containsValue(peer.color())
                            ? Person.apart(peer.color(), Set.copyOf(colors.values()))
                            : peer.color());
            shown.add(new Peer(peer.clientId(), peer.name(), color, peer.anchor(), peer.head()));
        }
        return shown;
    }

    private static Peer peer(TextDocument document, long id, String json) {
        String name = "Somebody";
        String color = Person.color(id);
        Integer anchor = null;
        Integer head = null;
        try {
            AwarenessState state = AwarenessState.parse(json);
            AwarenessState.User user = state.user();
            if (user != null) {
                name = presentable(user.name());
                String own = user.color();
                color = own == null ? color : own;
            }
            AwarenessState.Cursor at = state.cursor();
            if (at != null) {
                anchor = offset(document, StickyPosition.fromJson(at.anchor()));
                head = offset(document, StickyPosition.fromJson(at.head()));
            }
        } catch (MalformedMessageException odd) {
            // Other editors put other things there; the person is shown all the same.
            LOG.debug("Client {} shows a state that cannot be read", id, odd);
        }
        boolean whole = anchor != null && head != null;
        return new Peer(id, name, color, whole ? anchor : null, whole ? head : null);
    }

    private static @Nullable Integer offset(TextDocument document, StickyPosition position) {
        var found = document.resolve(position);
        return found.isPresent() ? found.getAsInt() : null;
    }

    private static String presentable(String name) {
        String clean = name.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .limit(LONGEST_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return clean.isEmpty() ? "Somebody" : clean;
    }

    private String state() {
        return new AwarenessState(new AwarenessState.User(person.name(), person.color(), person.colorLight()), cursor)
                .toJson();
    }
}
