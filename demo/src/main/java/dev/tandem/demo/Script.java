package dev.tandem.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.crdt.StickyPosition;
import dev.tandem.crdt.TextDocument;
import dev.tandem.protocol.MalformedUpdateException;
import dev.tandem.protocol.Update;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What two people wrote, each their own part, from a recording of the format of {@code josephg/editing-traces}: the
 * offsets there count in the merged text of a transaction's parents. To learn which characters those are, the recording
 * is played once between two documents here, each of which receives exactly what its writer had received then.
 *
 * @param parts the keystrokes of author 0 and of author 1, in order
 * @param finalText the text when both have received everything
 * @param survivors the characters of the final text in its order, by name
 */
record Script(List<List<Keystroke>> parts, String finalText, List<Keystroke.Mark> survivors) {

    /** {@code friendsforever}: two people, one keystroke a transaction, 26,078 of them. */
    static Script friendsForever(int atMost) throws IOException {
        try (InputStream file = Script.class.getResourceAsStream("friendsforever.concurrent.json.gz")) {
            JsonNode recording =
                    new ObjectMapper().readTree(new GZIPInputStream(Objects.requireNonNull(file, "the recording")));
            return of(recording, atMost);
        }
    }

    /** @param atMost how many transactions of the recording to take; the final text is the recording's own if all */
    static Script of(JsonNode recording, int atMost) throws IOException {
        JsonNode transactions = recording.get("txns");
        int count = Math.min(atMost, transactions.size());
        try (Desk first = new Desk(0);
                Desk second = new Desk(1)) {
            List<Desk> desks = List.of(first, second);
            int[][] seen = new int[count][];
            for (int i = 0; i < count; i++) {
                JsonNode transaction = transactions.get(i);
                int author = transaction.get("agent").asInt();
                int[] parents = new int[2];
                for (JsonNode parent : transaction.get("parents")) {
                    int[] had = seen[parent.asInt()];
                    parents[0] = Math.max(parents[0], had[0]);
                    parents[1] = Math.max(parents[1], had[1]);
                }
                Desk desk = desks.get(author);
                if (parents[author] != desk.sent.size()) {
                    throw new IOException("transaction " + i + " does not follow its author's last one");
                }
                desk.receive(desks.get(1 - author), parents[1 - author]);
                desk.type(transaction.get("patches"));
                parents[author]++;
                seen[i] = parents;
            }
            first.receive(second, second.sent.size());
            second.receive(first, first.sent.size());
            if (!first.document.text().equals(second.document.text())) {
                throw new IOException("the two parts of the recording do not merge to one text");
            }
            List<Keystroke.Mark> survivors = new ArrayList<>();
            for (int offset = 0; offset < first.document.length(); offset++) {
                survivors.add(first.markAt(offset));
            }
            return new Script(
                    List.of(List.copyOf(first.part), List.copyOf(second.part)),
                    first.document.text(),
                    List.copyOf(survivors));
        } catch (MalformedUpdateException e) {
            throw new IOException("the recording cannot be played", e);
        }
    }

    int keystrokes() {
        return parts.get(0).size() + parts.get(1).size();
    }

    /** One writer's document while the recording is played. */
    private static final class Desk implements AutoCloseable {
        final int author;
        final TextDocument document;
        final List<Keystroke> part = new ArrayList<>();
        /** The update of each own keystroke. */
        final List<Update> sent = new ArrayList<>();
        /** How many characters were typed here up to and with each own keystroke. */
        final List<Integer> typed = new ArrayList<>();

        private int received;
        private int receivedCharacters;

        Desk(int author) {
            this.author = author;
            // The client id says whose a character is: author 0 is client 1. Yjs puts the lower one first in a tie.
            this.document = TextDocument.open(author + 1);
        }

        void receive(Desk other, int keystrokes) throws MalformedUpdateException {
            while (received < keystrokes) {
                document.apply(other.sent.get(received));
                receivedCharacters = other.typed.get(received);
                received++;
            }
        }

        void type(JsonNode patches) throws IOException {
            if (patches.size() != 1) {
                throw new IOException("a transaction with " + patches.size() + " patches instead of one");
            }
            JsonNode patch = patches.get(0);
            int offset = patch.get(0).asInt();
            int deletions = patch.get(1).asInt();
            String inserted = patch.get(2).asText();
            Keystroke.Mark after = offset == 0 ? null : markAt(offset - 1);
            Keystroke.Mark[] deleted = new Keystroke.Mark[deletions];
            Arrays.setAll(deleted, i -> markAt(offset + i));
            part.add(new Keystroke(author, receivedCharacters, after, List.of(deleted), inserted));
            sent.add(document.splice(offset, deletions, inserted));
            int before = typed.isEmpty() ? 0 : typed.get(typed.size() - 1);
            typed.add(before + inserted.length());
        }

        /** Each client counts its characters from 0, and nothing else happens in these documents. */
        Keystroke.Mark markAt(int offset) {
            StickyPosition.@Nullable Id id =
                    document.stick(offset, StickyPosition.Side.RIGHT).item();
            Objects.requireNonNull(id, "a position before a character names it");
            return new Keystroke.Mark((int) id.client() - 1, (int) id.clock());
        }

        @Override
        public void close() {
            document.close();
        }
    }
}
