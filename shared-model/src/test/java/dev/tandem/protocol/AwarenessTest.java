package dev.tandem.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.protocol.AwarenessUpdate.Entry;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwarenessTest {

    private long nanos = -5;
    private final Awareness hub = Awareness.ofHub(() -> nanos);
    private final Awareness editor = Awareness.ofClient(7, () -> nanos);

    @Test
    void aNewerStateReplacesAnOlderOne() {
        assertThat(hub.apply(say(1, 1, "{\"a\":1}")).entries()).hasSize(1);
        assertThat(hub.apply(say(1, 2, "{\"a\":2}")).entries()).hasSize(1);
        assertThat(hub.states()).containsEntry(1L, "{\"a\":2}");
    }

    @Test
    void anOldOrRepeatedStateChangesNothing() {
        hub.apply(say(1, 5, "{}"));
        assertThat(hub.apply(say(1, 5, "{\"again\":1}")).isEmpty()).isTrue();
        assertThat(hub.apply(say(1, 4, null)).isEmpty()).isTrue();
        assertThat(hub.states()).containsEntry(1L, "{}");
    }

    @Test
    void goneAtTheSameClockIsBelieved() {
        hub.apply(say(1, 5, "{}"));
        assertThat(hub.apply(say(1, 5, null)).entries()).containsExactly(new Entry(1, 5, null));
        assertThat(hub.states()).isEmpty();
        assertThat(hub.apply(say(1, 5, null)).isEmpty()).isTrue();
    }

    @Test
    void aStateFromBeforeTheGoodbyeDoesNotComeBack() {
        hub.apply(say(1, 5, "{}"));
        hub.remove(List.of(1L));
        assertThat(hub.apply(say(1, 5, "{}")).isEmpty()).isTrue();
        assertThat(hub.states()).isEmpty();
    }

    @Test
    void aClientThatComesBackIsSeenWithItsNextState() {
        hub.apply(say(1, 5, "{}"));
        hub.remove(List.of(1L));
        assertThat(hub.apply(say(1, 6, "{}")).entries()).hasSize(1);
        assertThat(hub.states()).containsOnlyKeys(1L);
    }

    @Test
    void aClosedConnectionTakesItsStatesAlong() {
        hub.apply(say(1, 5, "{}"));
        hub.apply(say(2, 1, "{}"));
        assertThat(hub.remove(List.of(1L, 3L)).entries()).containsExactly(new Entry(1, 5, null));
        assertThat(hub.states()).containsOnlyKeys(2L);
    }

    @Test
    void anEditorThatIsSaidToBeGoneSaysThatItIsThere() {
        editor.setOwn("{}");
        assertThat(editor.apply(say(7, 3, null)).entries()).containsExactly(new Entry(7, 4, "{}"));
        assertThat(editor.state(7)).contains("{}");
    }

    @Test
    void anEditorCountsItsStatesUpwards() {
        assertThat(editor.setOwn("{}").entries()).containsExactly(new Entry(7, 0, "{}"));
        assertThat(editor.setOwn("{\"x\":1}").entries()).containsExactly(new Entry(7, 1, "{\"x\":1}"));
        assertThat(editor.setOwn(null).entries()).containsExactly(new Entry(7, 2, null));
        assertThat(editor.states()).isEmpty();
        assertThatThrownBy(() -> hub.setOwn("{}")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anOwnStateIsRenewedAfterFifteenSeconds() {
        editor.setOwn("{}");
        pass(Duration.ofSeconds(14));
        assertThat(editor.tick().isEmpty()).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(editor.tick().entries()).containsExactly(new Entry(7, 1, "{}"));
        assertThat(editor.tick().isEmpty()).isTrue();
    }

    @Test
    void aSilentClientIsDroppedAfterThirtySeconds() {
        hub.apply(say(1, 5, "{}"));
        pass(Duration.ofSeconds(29));
        assertThat(hub.tick().isEmpty()).isTrue();
        pass(Duration.ofSeconds(1));
        assertThat(hub.tick().entries()).containsExactly(new Entry(1, 5, null));
        assertThat(hub.states()).isEmpty();
    }

    @Test
    void aClientThatRenewsItsStateStays() {
        hub.apply(say(1, 5, "{}"));
        pass(Duration.ofSeconds(20));
        hub.apply(say(1, 6, "{}"));
        pass(Duration.ofSeconds(20));
        assertThat(hub.tick().isEmpty()).isTrue();
        assertThat(hub.states()).containsOnlyKeys(1L);
    }

    @Test
    void aStrangerWhoMakesUpClientsDoesNotGrowTheTableForEver() {
        for (int i = 0; i < Awareness.MAX_CLIENTS + 100; i++) {
            hub.apply(say(i, 1, "{}"));
        }
        assertThat(hub.states()).hasSize(Awareness.MAX_CLIENTS);
    }

    @Test
    void allStatesGreetANewcomer() throws Exception {
        hub.apply(say(1, 5, "{}"));
        hub.apply(say(2, 3, "{\"b\":1}"));
        hub.apply(say(2, 4, null));
        assertThat(hub.all().entries()).containsExactly(new Entry(1, 5, "{}"));
        assertThat(AwarenessUpdate.parse(hub.all().toByteArray(), WireLimits.defaults()))
                .isEqualTo(hub.all());
    }

    @Test
    void whatIsNotAnAwarenessUpdateIsRefused() {
        WireLimits limits = new WireLimits(1000, 100, 2, 8);
        // Too many, cut short, no JSON, not an object, an array, too long, left over.
        for (String bad : List.of(
                "03", "01", "0101010178", "01010101" + "31", "010101025b5d", "01010109" + "7b".repeat(9), "0000", "")) {
            assertThatThrownBy(() -> AwarenessUpdate.parse(HexFormat.of().parseHex(bad), limits))
                    .as(bad)
                    .isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void aStateOfAnEditorOnTheWebIsUnderstood() throws Exception {
        AwarenessState state = AwarenessState.parse("""
                {"user":{"name":"Ana","color":"#30bced","colorLight":"#30bced33"},
                 "cursor":{"anchor":{"type":null,"tname":"content","item":{"client":1,"clock":5},"assoc":0},
                           "head":{"type":null,"tname":"content","item":null,"assoc":0}},"extra":1}""");
        assertThat(state.user()).isEqualTo(new AwarenessState.User("Ana", "#30bced", "#30bced33"));
        assertThat(state.cursor().anchor().at("/item/clock").intValue()).isEqualTo(5);
        assertThat(AwarenessState.parse(state.toJson())).isEqualTo(state);
    }

    @Test
    void whatIsMissingOrOddInAStateIsLeftAside() throws Exception {
        assertThat(AwarenessState.parse("{}")).isEqualTo(new AwarenessState(null, null));
        assertThat(AwarenessState.parse("{\"user\":{\"name\":5},\"cursor\":{\"anchor\":1,\"head\":2}}"))
                .isEqualTo(new AwarenessState(null, null));
        assertThat(AwarenessState.parse(
                        "{\"user\":{\"name\":\"A\",\"color\":\"red;}\",\"colorLight\":[]},\"cursor\":null}"))
                .isEqualTo(new AwarenessState(new AwarenessState.User("A", null, null), null));
        assertThatThrownBy(() -> AwarenessState.parse("[]")).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> AwarenessState.parse("{")).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void aHubPutsTheNameItKnowsAndKeepsTheRest() throws Exception {
        assertThat(AwarenessState.withUserName("{\"user\":{\"name\":\"Boss\",\"color\":\"#123456\"},\"x\":[1]}", "Ana"))
                .isEqualTo("{\"user\":{\"name\":\"Ana\",\"color\":\"#123456\"},\"x\":[1]}");
        assertThat(AwarenessState.withUserName("{\"user\":3}", "Ana")).isEqualTo("{\"user\":{\"name\":\"Ana\"}}");
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private static AwarenessUpdate say(long client, long clock, String json) {
        return AwarenessUpdate.of(new Entry(client, clock, json));
    }
}
