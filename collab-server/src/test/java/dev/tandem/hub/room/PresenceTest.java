package dev.tandem.hub.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.protocol.AwarenessUpdate;
import dev.tandem.protocol.AwarenessUpdate.Entry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PresenceTest {

    private static final String STATE = "{\"user\":{\"name\":\"A\"}}";

    private final Presence presence = new Presence(2, Duration.ofSeconds(30));
    private final Object ana = new Object();
    private final Object ben = new Object();

    private void say(Object owner, long client, long clock, String json) {
        presence.say(owner, null, AwarenessUpdate.of(new Entry(client, clock, json)), 0);
    }

    private List<Entry> changes() {
        return presence.takeChanges().entries();
    }

    @Test
    void theNewestOfSeveralStatesIsTold() {
        say(ana, 1, 1, "{}");
        say(ana, 1, 2, STATE);
        assertThat(changes()).containsExactly(new Entry(1, 2, STATE));
        assertThat(presence.hasChanges()).isFalse();
    }

    @Test
    void anOldStateIsNotTold() {
        say(ana, 1, 2, STATE);
        changes();
        say(ana, 1, 2, "{}");
        say(ana, 1, 1, "{}");
        assertThat(presence.hasChanges()).isFalse();
    }

    @Test
    void nobodySaysGoodbyeForSomebodyElse() {
        say(ana, 1, 1, STATE);
        changes();
        say(ben, 1, 1, null);
        assertThat(presence.hasChanges()).isFalse();
        say(ana, 1, 1, null);
        assertThat(changes()).containsExactly(new Entry(1, 1, null));
    }

    @Test
    void whoRepeatsWhatTheyHeardDoesNotOwnIt() {
        say(ana, 1, 1, STATE);
        say(ben, 1, 1, STATE);
        changes();
        presence.leave(ben);
        assertThat(presence.hasChanges()).isFalse();
        presence.leave(ana);
        assertThat(changes()).containsExactly(new Entry(1, 1, null));
    }

    @Test
    void whoComesBackOnAnotherConnectionStaysWhenTheOldOneBreaks() {
        say(ana, 1, 1, STATE);
        say(ben, 1, 2, STATE);
        changes();
        presence.leave(ana);
        assertThat(presence.everyone().entries()).containsExactly(new Entry(1, 2, STATE));
    }

    @Test
    void theSilentGoAndAStateOfTheirsCannotComeBack() {
        say(ana, 1, 5, STATE);
        changes();
        presence.expire(TimeUnit.SECONDS.toNanos(29));
        assertThat(presence.hasChanges()).isFalse();
        presence.expire(TimeUnit.SECONDS.toNanos(30));
        assertThat(changes()).containsExactly(new Entry(1, 5, null));
        say(ben, 1, 5, STATE);
        assertThat(presence.hasChanges()).isFalse();
    }

    @Test
    void aConnectionSpeaksForAFewClientsOnly() {
        say(ana, 1, 1, STATE);
        say(ana, 2, 1, STATE);
        say(ana, 3, 1, STATE);
        assertThat(changes()).extracting(Entry::clientId).containsExactly(1L, 2L);
    }

    @Test
    void theNameIsTheOneOfTheToken() {
        presence.say(ana, "Real", AwarenessUpdate.of(new Entry(1, 1, "{\"user\":{\"name\":\"Fake\"},\"x\":1}")), 0);
        presence.say(ben, "Ben", AwarenessUpdate.of(new Entry(2, 1, "{\"user\":\"text\"}")), 0);
        assertThat(changes())
                .containsExactly(
                        new Entry(1, 1, "{\"user\":{\"name\":\"Real\"},\"x\":1}"),
                        new Entry(2, 1, "{\"user\":{\"name\":\"Ben\"}}"));
    }
}
