package dev.tandem.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.Update;
import dev.tandem.testkit.EditingTrace;
import dev.tandem.testkit.EditingTrace.Patch;
import dev.tandem.testkit.EditingTrace.Transaction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded editing sessions, replayed edit by edit, come to the text that was recorded. */
class TracesTest {

    @ParameterizedTest
    @ValueSource(strings = {"automerge-paper", "rustcode", "seph-blog1", "sveltecomponent", "friendsforever_flat"})
    void whatOnePersonWroteComesOut(String name) throws Exception {
        EditingTrace trace = EditingTrace.read(name);
        try (TextDocument document = TextDocument.open(1);
                TextDocument copy = TextDocument.open(2)) {
            for (Transaction transaction : trace.transactions()) {
                for (Patch patch : transaction.patches()) {
                    document.splice(patch.position(), patch.deleted(), patch.inserted());
                }
            }
            assertThat(document.text()).isEqualTo(trace.endContent());
            assertThat(document.length()).isEqualTo(trace.endContent().length());

            copy.apply(document.snapshot());
            assertThat(copy.text()).isEqualTo(trace.endContent());
            assertThat(copy.stateVector()).isEqualTo(document.stateVector());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rustcode", "sveltecomponent"})
    void theUpdatesOfEachEditAddUpToTheText(String name) throws Exception {
        EditingTrace trace = EditingTrace.read(name);
        try (TextDocument writer = TextDocument.open(1);
                TextDocument reader = TextDocument.open(2)) {
            StringBuilder screen = new StringBuilder();
            for (Transaction transaction : trace.transactions()) {
                for (Patch patch : transaction.patches()) {
                    Update update = writer.splice(patch.position(), patch.deleted(), patch.inserted());
                    for (TextDelta.Replacement one : reader.apply(update).replacements()) {
                        screen.replace(one.offset(), one.offset() + one.deleted(), one.inserted());
                    }
                }
            }
            assertThat(reader.text()).isEqualTo(trace.endContent());
            assertThat(screen).hasToString(trace.endContent());
            assertThat(reader.stateVector()).isEqualTo(writer.stateVector());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"friendsforever.concurrent", "clownschool.concurrent"})
    void whatSeveralWroteAtOnceComesOutForEach(String name) throws Exception {
        EditingTrace trace = EditingTrace.read(name);
        List<Writer> writers = new ArrayList<>();
        try {
            List<Update> updates = new ArrayList<>();
            for (Transaction transaction : trace.transactions()) {
                while (writers.size() <= transaction.agent()) {
                    writers.add(new Writer(TextDocument.open(writers.size() + 1), new BitSet()));
                }
                Writer writer = writers.get(transaction.agent());
                writer.catchUp(transaction.parents(), trace, updates);
                StateVector before = writer.document.stateVector();
                for (Patch patch : transaction.patches()) {
                    writer.document.splice(patch.position(), patch.deleted(), patch.inserted());
                }
                writer.has.set(updates.size());
                updates.add(writer.document.difference(before));
            }
            for (Writer writer : writers) {
                writer.catchUp(List.of(updates.size() - 1), trace, updates);
                for (Update update : updates) {
                    writer.document.apply(update);
                }
                assertThat(writer.document.text()).isEqualTo(trace.endContent());
                assertThat(writer.document.difference(writers.get(0).document.stateVector()))
                        .as("nothing but what was deleted")
                        .matches(update -> update.bytes()[0] == 0);
            }
        } finally {
            writers.forEach(writer -> writer.document.close());
        }
    }

    /** One of the people, and which transactions their replica has. */
    private record Writer(TextDocument document, BitSet has) {

        /** Takes in these transactions and all that came before them, the earlier ones first. */
        void catchUp(List<Integer> heads, EditingTrace trace, List<Update> updates) throws Exception {
            BitSet missing = new BitSet();
            Deque<Integer> open = new ArrayDeque<>(heads);
            while (!open.isEmpty()) {
                int next = open.pop();
                if (!has.get(next) && !missing.get(next)) {
                    missing.set(next);
                    open.addAll(trace.transactions().get(next).parents());
                }
            }
            for (int one = missing.nextSetBit(0); one >= 0; one = missing.nextSetBit(one + 1)) {
                document.apply(updates.get(one));
                has.set(one);
            }
        }
    }
}
