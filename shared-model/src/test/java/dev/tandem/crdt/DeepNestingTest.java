package dev.tandem.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.protocol.Lib0Writer;
import dev.tandem.protocol.MalformedUpdateException;
import dev.tandem.protocol.Update;
import org.junit.jupiter.api.Test;

/** Types nested in types, as deep as a stranger likes: deleting them recurses in native code. */
class DeepNestingTest {

    private static final int DEPTH = 50_000;

    @Test
    void deletingTypesNestedVeryDeepIsSurvived() throws Exception {
        try (TextDocument document = TextDocument.open(9)) {
            document.apply(Update.inspected(nested(0, DEPTH)));
            document.apply(Update.inspected(deletion()));
            document.splice(0, 0, "still here");
            assertThat(document.text()).isEqualTo("still here");
        }
    }

    @Test
    void nestingALittleDeeperWithEveryUpdateIsSurvivedToo() throws Exception {
        try (TextDocument document = TextDocument.open(9)) {
            for (int from = 0; from < DEPTH; from += 1_000) {
                document.apply(Update.inspected(nested(from, 1_000)));
            }
            document.apply(Update.inspected(deletion()));
            assertThat(document.text()).isEmpty();
        }
    }

    @Test
    void aSnapshotOfTheNestIsSurvivedByWhoeverLoadsIt() throws Exception {
        try (TextDocument document = TextDocument.open(9);
                TextDocument copy = TextDocument.open(10)) {
            document.apply(Update.inspected(nested(0, DEPTH)));
            copy.apply(Update.trusted(document.snapshot().bytes()));
            copy.apply(Update.inspected(deletion()));
            assertThat(copy.text()).isEmpty();
        }
    }

    /** The undo history would walk from each struct of the nest up to the text, which takes minutes at this depth. */
    @Test
    void textThatWasDeletedTogetherWithANestComesBackWithoutIt() throws Exception {
        try (TextDocument document = TextDocument.open(9);
                TextDocument peer = TextDocument.open(10)) {
            document.splice(0, 0, "own text");
            document.endUndoGroup();
            document.apply(Update.inspected(nested(0, DEPTH)));
            assertThat(document.text()).contains("\ufffc").contains("own text");
            Update nest = document.snapshot();
            Update deletion = document.splice(0, document.length(), "");
            assertThat(document.text()).isEmpty();
            peer.apply(nest);
            peer.apply(deletion);
            assertThat(peer.text()).isEmpty();
            peer.apply(document.undo().orElseThrow().update());
            assertThat(document.text()).isEqualTo("own text");
            assertThat(peer.text()).isEqualTo("own text");
            peer.apply(document.redo().orElseThrow().update());
            assertThat(document.text()).isEmpty();
            assertThat(peer.text()).isEmpty();
        }
    }

    @Test
    void aNestIsDeletedFromADocumentThatIsHardToFollow() throws Exception {
        try (TextDocument document = TextDocument.open(9)) {
            document.apply(Update.inspected(betweenTwoTexts()));
            document.apply(Update.inspected(nested(0, DEPTH)));
            assertThat(document.text()).contains("\ufffc");
            document.splice(0, document.length(), "");
            assertThat(document.text()).isEmpty();
            document.splice(0, 0, "goes on");
            assertThat(document.text()).isEqualTo("goes on");
        }
    }

    @Test
    void whatACallThrowsOnTheDeepStackComesBack() throws Exception {
        try (TextDocument document = TextDocument.open(9)) {
            document.apply(Update.inspected(nested(0, 5_000)));
            assertThatThrownBy(() -> document.splice(50, 0, "x")).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> document.apply(Update.trusted(new byte[] {1})))
                    .isInstanceOf(MalformedUpdateException.class);
        }
    }

    /** Client 1 has from clock {@code from} on {@code count} arrays, each inside the one before. */
    private static byte[] nested(int from, int count) {
        Lib0Writer writer =
                new Lib0Writer().varUint(1).varUint(count).varUint(1).varUint(from);
        for (int clock = from; clock < from + count; clock++) {
            writer.uint8(7);
            if (clock == 0) {
                writer.varUint(1).varString(TextDocument.TEXT_ROOT);
            } else {
                writer.varUint(0).varUint(1).varUint(clock - 1);
            }
            writer.uint8(0);
        }
        return writer.varUint(0).toByteArray();
    }

    /** Client 2 has a letter here and one in another text, and client 3 one between those two. */
    private static byte[] betweenTwoTexts() {
        Lib0Writer writer = new Lib0Writer().varUint(2).varUint(2).varUint(2).varUint(0);
        writer.uint8(4).varUint(1).varString(TextDocument.TEXT_ROOT).varString("a");
        writer.uint8(4).varUint(1).varString("another").varString("b");
        writer.varUint(1).varUint(3).varUint(0);
        writer.uint8(0xc4).varUint(2).varUint(0).varUint(2).varUint(1).varString("c");
        return writer.varUint(0).toByteArray();
    }

    /** Deletes the outermost array. */
    private static byte[] deletion() {
        return new byte[] {0, 1, 1, 1, 0, 1};
    }
}
