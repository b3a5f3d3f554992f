package dev.tandem.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HocuspocusCodecTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final DocumentAddress NOTES = DocumentAddress.of("notes");
    /** "notes" as varString. */
    private static final String NOTES_HEX = "056e6f746573";

    private final HocuspocusCodec hub = HocuspocusCodec.readingClients(WireLimits.defaults());
    private final HocuspocusCodec editor = HocuspocusCodec.readingServer(WireLimits.defaults());

    @Test
    void whatAClientSaysIsReadAndWritten() throws Exception {
        Map<String, HocuspocusMessage> expected = new LinkedHashMap<>();
        expected.put("00000100", new HocuspocusMessage.Sync(new SyncMessage.Step1(StateVector.empty())));
        expected.put("0001020000", new HocuspocusMessage.Sync(new SyncMessage.Step2(Update.empty())));
        expected.put("0002020000", new HocuspocusMessage.Sync(new SyncMessage.Change(Update.empty())));
        expected.put("010100", new HocuspocusMessage.Awareness(new AwarenessUpdate(List.of())));
        expected.put("0200026162", new HocuspocusMessage.AuthToken("ab", null));
        expected.put("020000", new HocuspocusMessage.AuthToken("", null));
        expected.put("0200026162" + "05342e382e30", new HocuspocusMessage.AuthToken("ab", "4.8.0"));
        expected.put("03", new HocuspocusMessage.QueryAwareness());
        expected.put("05027b7d", new HocuspocusMessage.Stateless("{}"));
        expected.put("07", new HocuspocusMessage.Close(""));
        for (Map.Entry<String, HocuspocusMessage> pair : expected.entrySet()) {
            byte[] frame = HEX.parseHex(NOTES_HEX + pair.getKey());
            assertThat(hub.decode(frame)).isEqualTo(new HocuspocusFrame.Addressed(NOTES, pair.getValue()));
            assertThat(HocuspocusCodec.encode(NOTES, pair.getValue())).isEqualTo(frame);
        }
    }

    @Test
    void whatAServerSaysIsReadAndWritten() throws Exception {
        Map<String, HocuspocusMessage> expected = new LinkedHashMap<>();
        expected.put("0200", new HocuspocusMessage.AuthRequest());
        expected.put("0201026e6f", new HocuspocusMessage.PermissionDenied("no"));
        expected.put("02020a726561642d7772697465", new HocuspocusMessage.Authenticated(false));
        expected.put("020208726561646f6e6c79", new HocuspocusMessage.Authenticated(true));
        expected.put("0702" + "6f6b", new HocuspocusMessage.Close("ok"));
        expected.put("0801", new HocuspocusMessage.SyncStatus(true));
        expected.put("0800", new HocuspocusMessage.SyncStatus(false));
        for (Map.Entry<String, HocuspocusMessage> pair : expected.entrySet()) {
            byte[] frame = HEX.parseHex(NOTES_HEX + pair.getKey());
            assertThat(editor.decode(frame)).isEqualTo(new HocuspocusFrame.Addressed(NOTES, pair.getValue()));
            assertThat(HocuspocusCodec.encode(NOTES, pair.getValue())).isEqualTo(frame);
        }
    }

    @Test
    void pingAndPongAreBareBytes() throws Exception {
        assertThat(editor.decode(new byte[] {9})).isEqualTo(new HocuspocusFrame.Ping());
        assertThat(hub.decode(new byte[] {10})).isEqualTo(new HocuspocusFrame.Pong());
        assertThat(HocuspocusCodec.encode(new HocuspocusFrame.Ping())).isEqualTo(new byte[] {9});
        assertThat(HocuspocusCodec.encode(new HocuspocusFrame.Pong())).isEqualTo(new byte[] {10});
    }

    @Test
    void aSessionIsAnsweredAtItsOwnAddress() throws Exception {
        byte[] frame = HEX.parseHex("08" + "6e6f74657300" + "7332" + "03");
        DocumentAddress session = new DocumentAddress("notes", "s2");
        assertThat(hub.decode(frame))
                .isEqualTo(new HocuspocusFrame.Addressed(session, new HocuspocusMessage.QueryAwareness()));
        assertThat(HocuspocusCodec.encode(session, new HocuspocusMessage.QueryAwareness()))
                .isEqualTo(frame);
    }

    @Test
    void aBadMessageStillNamesItsDocument() {
        MalformedDocumentMessageException refusal = catchThrowableOfType(
                MalformedDocumentMessageException.class, () -> hub.decode(HEX.parseHex(NOTES_HEX + "00020100")));
        assertThat(refusal.address()).isEqualTo(NOTES);
        assertThat(refusal).hasCauseInstanceOf(MalformedUpdateException.class);
    }

    @Test
    void aBadAddressIsRefused() {
        for (String frame : List.of("", "05", "016e", "01ff03", "050061006203")) {
            assertThatThrownBy(() -> hub.decode(HEX.parseHex(frame)))
                    .as("frame %s", frame)
                    .isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void bytesLeftOverAreRefused() {
        assertThatThrownBy(() -> hub.decode(HEX.parseHex(NOTES_HEX + "0303")))
                .isInstanceOf(MalformedMessageException.class);
    }
}
