package dev.tandem.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class Lib0Test {

    private static final HexFormat HEX = HexFormat.of();

    /** Written by lib0 0.2.120. */
    private static final Map<Long, String> VAR_UINTS = Map.of(
            0L,
            "00",
            127L,
            "7f",
            128L,
            "8001",
            300L,
            "ac02",
            4294967295L,
            "ffffffff0f",
            9007199254740991L,
            "ffffffffffffff0f");

    /** Written by lib0 0.2.120. */
    private static final Map<Long, String> VAR_INTS = Map.of(
            0L,
            "00",
            1L,
            "01",
            -1L,
            "41",
            63L,
            "3f",
            64L,
            "8001",
            -64L,
            "c001",
            2147483647L,
            "bfffffff0f",
            -8192L,
            "c08001");

    @Test
    void integersLookAsLib0WritesThem() throws Exception {
        for (Map.Entry<Long, String> pair : VAR_UINTS.entrySet()) {
            assertThat(HEX.formatHex(new Lib0Writer().varUint(pair.getKey()).toByteArray()))
                    .isEqualTo(pair.getValue());
            assertThat(reader(pair.getValue()).varUint()).isEqualTo(pair.getKey());
        }
        for (Map.Entry<Long, String> pair : VAR_INTS.entrySet()) {
            assertThat(HEX.formatHex(new Lib0Writer().varInt(pair.getKey()).toByteArray()))
                    .isEqualTo(pair.getValue());
            assertThat(reader(pair.getValue()).varInt()).isEqualTo(pair.getKey());
        }
    }

    @Test
    void numbersThatJavaScriptCannotHoldAreRefused() {
        for (String tooLarge :
                List.of("ffffffffffffff10", "ffffffffffffffff01", "80808080808080808001", "ff".repeat(20))) {
            assertThatThrownBy(() -> reader(tooLarge).varUint()).isInstanceOf(MalformedMessageException.class);
        }
        assertThatThrownBy(() -> reader("bfffffffffffff7f").varInt()).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> new Lib0Writer().varUint(1L << 53)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Lib0Writer().varUint(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Lib0Writer().varInt(Long.MIN_VALUE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEndInTheMiddleIsRefused() {
        assertThatThrownBy(() -> reader("80").varUint()).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> reader("80").varInt()).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> reader("0201").varUint8Array()).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> reader("0201").skipVarUint8Array()).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> reader("0261").varString(10)).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> reader("").uint8()).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> reader("00").skip(2)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void aLengthOfManyGigabytesReservesNothing() {
        assertThatThrownBy(() -> reader("ffffffffffffff0f").varUint8Array())
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void arraysAndTextsArePassedOverByTheirWholeLength() throws Exception {
        Lib0Reader reader = reader("03ffffff" + "0561f09f9880" + "07");
        reader.skipVarUint8Array();
        assertThat(reader.skipVarString()).isEqualTo(3);
        assertThat(reader.uint8()).isEqualTo(7);
        assertThat(reader.atEnd()).isTrue();
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        // A lone continuation, overlong forms, a surrogate, above U+10FFFF, cut short.
        for (String bad :
                List.of("80", "c080", "c1bf", "e08080", "eda080", "f08080af", "f4908080", "f5808080", "e282", "ff")) {
            String text = HEX.formatHex(new byte[] {(byte) (bad.length() / 2)}) + bad;
            assertThatThrownBy(() -> reader(text).varString(100)).as(bad).isInstanceOf(MalformedMessageException.class);
            assertThatThrownBy(() -> reader(text).skipVarString())
                    .as(bad)
                    .isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void textOverTheLimitIsRefused() {
        assertThatThrownBy(() -> reader("03616263").varString(2)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void halfACharacterIsNotWritten() {
        assertThatThrownBy(() -> new Lib0Writer().varString("\ud83d")).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void integersComeBack(@ForAll @LongRange(min = -9007199254740991L, max = 9007199254740991L) long value)
            throws Exception {
        assertThat(new Lib0Reader(new Lib0Writer().varInt(value).toByteArray()).varInt())
                .isEqualTo(value);
        assertThat(new Lib0Reader(new Lib0Writer().varUint(Math.abs(value)).toByteArray()).varUint())
                .isEqualTo(Math.abs(value));
    }

    @Property
    void utf8IsJudgedAsTheJdkDoes(@ForAll byte[] bytes) {
        boolean jdk = new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8).length == bytes.length
                && !new String(bytes, StandardCharsets.UTF_8).contains("\ufffd");
        boolean ours;
        try {
            Utf8.utf16Length(bytes, 0, bytes.length);
            ours = true;
        } catch (MalformedMessageException e) {
            ours = false;
        }
        assertThat(ours).isEqualTo(jdk);
    }

    @Property
    void textComesBackWithItsLength(@ForAll String text) throws Exception {
        if (text.chars().anyMatch(c -> Character.isSurrogate((char) c))
                && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            assertThatThrownBy(() -> new Lib0Writer().varString(text)).isInstanceOf(IllegalArgumentException.class);
            return;
        }
        byte[] written = new Lib0Writer().varString(text).toByteArray();
        assertThat(new Lib0Reader(written).varString(Integer.MAX_VALUE)).isEqualTo(text);
        assertThat(new Lib0Reader(written).skipVarString()).isEqualTo(text.length());
    }

    private static Lib0Reader reader(String hex) {
        return new Lib0Reader(HEX.parseHex(hex));
    }
}
