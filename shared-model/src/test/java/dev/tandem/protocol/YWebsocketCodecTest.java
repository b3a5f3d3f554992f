package dev.tandem.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class YWebsocketCodecTest {

    private static final HexFormat HEX = HexFormat.of();

    private final YWebsocketCodec codec = new YWebsocketCodec(WireLimits.defaults());

    @Test
    void anEmptyStep1IsThreeZeroesAndALength() throws Exception {
        byte[] frame = YWebsocketCodec.encode(new SyncMessage.Step1(StateVector.empty()));
        assertThat(HEX.formatHex(frame)).isEqualTo("00000100");
        assertThat(codec.decode(frame)).containsExactly(new YMessage.Sync(new SyncMessage.Step1(StateVector.empty())));
    }

    @Test
    void step2AndChangeCarryTheirUpdate() throws Exception {
        // Yjs: client 1 inserts "hi" into the root text "content".
        byte[] update = HEX.parseHex("010101000401" + "07636f6e74656e74" + "026869" + "00");
        for (SyncMessage message : List.of(
                new SyncMessage.Step2(Update.inspected(update)), new SyncMessage.Change(Update.inspected(update)))) {
            byte[] frame = YWebsocketCodec.encode(message);
            assertThat(HEX.formatHex(frame))
                    .isEqualTo((message instanceof SyncMessage.Step2 ? "0001" : "0002") + "12" + HEX.formatHex(update));
            assertThat(codec.decode(frame)).containsExactly(new YMessage.Sync(message));
        }
    }

    @Test
    void awarenessCarriesTheJsonOfEachClient() throws Exception {
        byte[] frame = HEX.parseHex("010e" + "02" + "0501" + "027b7d" + "ac0207" + "046e756c6c");
        assertThat(codec.decode(frame))
                .containsExactly(new YMessage.Awareness(new AwarenessUpdate(
                        List.of(new AwarenessUpdate.Entry(5, 1, "{}"), new AwarenessUpdate.Entry(300, 7, null)))));
        assertThat(YWebsocketCodec.encode(codec.decode(frame).get(0))).isEqualTo(frame);
    }

    @Test
    void aDenialAndAQueryAreReadAndWritten() throws Exception {
        byte[] denied = HEX.parseHex("0200026e6f");
        assertThat(codec.decode(denied)).containsExactly(new YMessage.AuthDenied("no"));
        assertThat(YWebsocketCodec.encode(new YMessage.AuthDenied("no"))).isEqualTo(denied);
        assertThat(codec.decode(new byte[] {3})).containsExactly(new YMessage.QueryAwareness());
        assertThat(YWebsocketCodec.encode(new YMessage.QueryAwareness())).isEqualTo(new byte[] {3});
    }

    @Test
    void twoMessagesThatYrsPacksIntoOneFrameAreBothRead() throws Exception {
        assertThat(codec.decode(HEX.parseHex("00000100" + "03"))).hasSize(2);
    }

    @Test
    void framesThatAreNotWhatTheyClaimAreRefused() {
        for (String frame :
                List.of("", "00", "0000", "000001", "00030100", "04", "0201026e6f", "010100ff", "00000200")) {
            assertThatThrownBy(() -> codec.decode(HEX.parseHex(frame)))
                    .as("frame %s", frame)
                    .isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void aFrameFullOfTinyMessagesIsRefused() {
        assertThatThrownBy(() -> codec.decode(HEX.parseHex("03".repeat(17))))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void aFrameOverTheLimitIsTooLarge() {
        YWebsocketCodec small = new YWebsocketCodec(new WireLimits(10, 10, 10, 10));
        assertThatThrownBy(() -> small.decode(new byte[11])).isInstanceOf(MessageTooLargeException.class);
    }
}
