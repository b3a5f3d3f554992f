package dev.tandem.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.tandem.crdt.TextDocument;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;

/**
 * Bytes of a stranger, at every door they come in by: they are refused by name, or taken in without harm. Each build
 * replays the inputs that lie beside this class's resources; the Maven profile {@code proof} lets a coverage-guided
 * fuzzer look for new ones. Only one target fuzzes in a JVM, so each has a tag, and the build a run for each tag.
 */
class StrangerBytesFuzzTest {

    /** Larger than 2<sup>32</sup>, as a client id of Yjs never is; so a guess seldom hits the document's own. */
    private static final long OWN = 7_000_000_001L;

    private static final WireLimits LIMITS = WireLimits.defaults();

    @Tag("fuzz-update")
    @FuzzTest(maxDuration = "2m")
    void anUpdateIsRefusedOrSurvivesItsSnapshot(byte[] bytes) throws MalformedUpdateException {
        Update update;
        try {
            update = Update.inspected(bytes);
        } catch (MalformedUpdateException refused) {
            return;
        }
        try (TextDocument document = TextDocument.open(OWN);
                TextDocument copy = TextDocument.open(OWN + 1)) {
            try {
                document.apply(update);
            } catch (MalformedUpdateException refused) {
                assertThat(document.length()).isZero();
                return;
            }
            copy.apply(Update.inspected(document.snapshot().bytes()));
            // Not in the same order: where an item lies about its neighbours, the order of arrival decides.
            assertThat(copy.text().chars().sorted())
                    .containsExactlyElementsOf(
                            document.text().chars().sorted().boxed().toList());
        }
    }

    @Tag("fuzz-state-vector")
    @FuzzTest(maxDuration = "2m")
    void aStateVectorIsRefusedOrAnsweredWithAnUpdate(byte[] bytes) throws MalformedUpdateException {
        StateVector vector;
        try {
            vector = StateVector.inspected(bytes);
        } catch (MalformedUpdateException refused) {
            return;
        }
        // Clients 1 and 2 are in it, so that what the vector says of them decides what the answer leaves out.
        try (TextDocument document = TextDocument.open(1);
                TextDocument other = TextDocument.open(2)) {
            document.splice(0, 0, "one \ud83d\ude00 two");
            other.apply(document.snapshot());
            other.splice(4, 2, "three");
            document.apply(other.snapshot());
            Update difference;
            try {
                difference = document.difference(vector);
            } catch (MalformedUpdateException refused) {
                return;
            }
            other.apply(Update.inspected(difference.bytes()));
            assertThat(other.text()).isEqualTo(document.text());
        }
    }

    @Tag("fuzz-frame")
    @FuzzTest(maxDuration = "2m")
    void aFrameIsRefusedOrSaysTheSameOnceWrittenAgain(byte[] bytes) throws MalformedMessageException {
        rewrite(new YWebsocketCodec(LIMITS), bytes);
        rewrite(HocuspocusCodec.readingClients(LIMITS), bytes);
        rewrite(HocuspocusCodec.readingServer(LIMITS), bytes);
    }

    private static void rewrite(YWebsocketCodec codec, byte[] bytes) throws MalformedMessageException {
        List<YMessage> messages;
        try {
            messages = codec.decode(bytes);
        } catch (MalformedMessageException refused) {
            return;
        }
        List<YMessage> again = new ArrayList<>();
        for (YMessage message : messages) {
            again.addAll(codec.decode(YWebsocketCodec.encode(message)));
        }
        assertThat(again).isEqualTo(messages);
    }

    private static void rewrite(HocuspocusCodec codec, byte[] bytes) throws MalformedMessageException {
        HocuspocusFrame frame;
        try {
            frame = codec.decode(bytes);
        } catch (MalformedMessageException refused) {
            return;
        }
        assertThat(codec.decode(HocuspocusCodec.encode(frame))).isEqualTo(frame);
    }
}
