package dev.tandem.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.crdt.TextDelta.Replacement;
import dev.tandem.protocol.Update;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextDocumentTest {

    @Test
    void aSpliceOnOneReplicaIsADeltaOnTheOther() throws Exception {
        try (TextDocument ana = TextDocument.open(1);
                TextDocument ben = TextDocument.open(2)) {
            assertThat(ben.apply(ana.splice(0, 0, "hello")).replacements())
                    .containsExactly(new Replacement(0, 0, "hello"));
            assertThat(ben.apply(ana.splice(1, 3, "🎉")).replacements()).containsExactly(new Replacement(1, 3, "🎉"));
            assertThat(ana.text()).isEqualTo("h🎉o").isEqualTo(ben.text());
            assertThat(ana.length()).isEqualTo(4);
            assertThat(ben.stateVector()).isEqualTo(ana.stateVector());
        }
    }

    @Test
    void undoTakesBackOwnEditsOnly() throws Exception {
        try (TextDocument ana = TextDocument.open(1);
                TextDocument ben = TextDocument.open(2)) {
            ben.apply(ana.splice(0, 0, "mine "));
            ana.apply(ben.splice(5, 0, "theirs"));
            TextDocument.Edit undone = ana.undo().orElseThrow();
            assertThat(ana.text()).isEqualTo("theirs");
            assertThat(undone.delta().replacements()).containsExactly(new Replacement(0, 5, ""));
            ben.apply(undone.update());
            assertThat(ben.text()).isEqualTo("theirs");
            ben.apply(ana.redo().orElseThrow().update());
            assertThat(ben.text()).isEqualTo("mine theirs");
        }
    }

    @Test
    void deletingHalfAnEmojiIsRefused() {
        try (TextDocument document = TextDocument.open(1)) {
            document.splice(0, 0, "a🎉b");
            assertThatThrownBy(() -> document.splice(1, 1, "")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> document.splice(2, 0, "x")).isInstanceOf(IllegalArgumentException.class);
            assertThat(document.text()).isEqualTo("a🎉b");
        }
    }

    @Test
    void propertiesAndAuthorshipTravel() throws Exception {
        try (TextDocument ana = TextDocument.open(1);
                TextDocument ben = TextDocument.open(2)) {
            ana.splice(0, 0, "ana ");
            ana.setProperty("title", "Ein Brief");
            ben.apply(ana.snapshot());
            ben.splice(4, 0, "ben");
            assertThat(ben.authorship()).isEqualTo(List.of(new Authorship(1, 4), new Authorship(2, 3)));
            assertThat(ben.properties()).containsOnly(java.util.Map.entry("title", "Ein Brief"));
            Update merged = Updates.merge(List.of(ana.snapshot(), ben.difference(ana.stateVector())));
            assertThat(Updates.stateVector(merged)).isEqualTo(ben.stateVector());
        }
    }

    @Test
    void aStickyPositionStaysBetweenItsNeighbours() throws Exception {
        try (TextDocument document = TextDocument.open(1)) {
            document.splice(0, 0, "abcd");
            StickyPosition position = document.stick(2, StickyPosition.Side.RIGHT);
            document.splice(0, 1, "xyz");
            assertThat(document.resolve(
                            StickyPosition.fromJson(position.toJson().toString())))
                    .hasValue(4);
        }
    }
}
