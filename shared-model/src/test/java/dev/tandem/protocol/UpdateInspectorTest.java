package dev.tandem.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.protocol.UpdateFacts.ClockRange;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The inspector on bytes written out by hand; {@code YjsUpdatesTest} compares it with Yjs itself. */
class UpdateInspectorTest {

    private static final HexFormat HEX = HexFormat.of();

    /** One client with one struct at clock 0 of client 1. */
    private static final String ONE_STRUCT = "01010100";

    /** No origins, parent the root type "t". */
    private static final String ROOT = "010174";

    private static final String NO_DELETIONS = "00";

    @Test
    void theEmptyUpdateSaysNothing() throws Exception {
        assertThat(inspect("0000").isEmpty()).isTrue();
        assertThat(Update.inspected(HEX.parseHex("0000")).isEmpty()).isTrue();
    }

    @Test
    void factsNameClientsClocksAndDeletions() throws Exception {
        // Client 1: "ab" from clock 0; a gap of 3; "😀" (2 units) from clock 5. Client 1 also deletes clocks 0 and
        // 5..6.
        UpdateFacts facts =
                inspect("01030100" + "04" + ROOT + "026162" + "0a03" + "84010104f09f9880" + "0101020001" + "0502");
        assertThat(facts.structs()).containsExactly(new ClockRange(1, 0, 2), new ClockRange(1, 5, 7));
        assertThat(facts.deleted()).containsExactly(new ClockRange(1, 0, 1), new ClockRange(1, 5, 7));
        assertThat(facts.units()).isEqualTo(4);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "garbage collected,             00 05",
        "deleted,                       01 010174 05",
        "binary,                        03 010174 02 ffff",
        "text,                          04 010174 03 e282ac",
        "embed,                         05 010174 02 7b7d",
        "format,                        06 010174 01 62 04 74727565",
        "array,                         07 010174 00",
        "map,                           07 010174 01",
        "nested text,                   07 010174 02",
        "element,                       07 010174 03 01 70",
        "fragment,                      07 010174 04",
        "text of an element,            07 010174 06",
        "value of a map,                28 010174 01 6b 01 7d 05",
        "every kind of value,           08 010174 0c 7f 7e 7d 41 7c 3fc00000 7b 3ff8000000000000 7a 0000000000000001 79 78 77 01 61 76 01 01 6b 7e 75 01 7e 74 01 ff",
        "subdocument,                   09 010174 01 67 76 00",
        "origins,                       c4 02 05 03 06 01 61",
        "parent that is a struct,       04 00 02 05 01 61",
        "client id of 53 bits,          84 ffffffffffffff0f 05 01 61"
    })
    void everyKindOfStructThatYjsAndYrsWritePasses(String kind, String struct) {
        assertThatCode(() -> inspect(ONE_STRUCT + struct.replace(" ", "") + NO_DELETIONS))
                .as(kind)
                .doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing at all | '' | the bytes end too early",
                "no delete set | 00 | the bytes end too early",
                "bytes left over | 00 00 00 | bytes are left over after the update",
                "more clients than bytes | ffffffff0f 00 | the update counts more clients than it can hold",
                "more structs than bytes | 01 ffffffff0f 01 00 00 | the update counts more structs than it can hold",
                "a client without structs | 01 00 01 00 00 | a client comes without structs",
                "the same client twice | 02 01 01 00 00 01 01 01 01 00 01 00 | a client comes twice",
                "a clock beyond 31 bits | 01 01 01 ffffffff07 00 01 00 | a clock is out of range",
                "a struct that overflows the clock | 01 01 01 feffffff07 00 02 00 | a clock is out of range",
                "a client id beyond 53 bits | 01 01 ffffffffffffff1f 00 00 01 00 | a number is larger than 2^53 - 1",
                "an empty garbage struct | 01 01 01 00 00 00 00 | a struct is empty",
                "an empty gap | 01 01 01 00 0a 00 00 | a struct is empty",
                "an empty text | 01 01 01 00 04 010174 00 00 | a struct is empty",
                "an empty list of values | 01 01 01 00 08 010174 00 00 | a struct is empty",
                "a struct kind that is not | 01 01 01 00 0b 010174 00 | unknown kind of content",
                "a flag that is not | 01 01 01 00 14 010174 01 61 00 | unknown kind of struct",
                "a kind of parent that is not | 01 01 01 00 04 020174 01 61 00 | unknown kind of parent",
                "its own left neighbour | 01 01 01 05 84 01 05 01 61 00 | a struct refers to itself or to a later one",
                "a right neighbour still to come | 01 01 01 05 44 01 09 01 61 00 | a struct refers to itself or to a later one",
                "the same neighbour on both sides | 01 01 01 05 c4 02 03 02 03 01 61 00 | a struct has the same neighbour on both sides",
                "its own parent | 01 01 01 05 04 00 01 05 01 61 00 | a struct refers to itself or to a later one",
                "text that is not UTF-8 | 01 01 01 00 04 010174 01 ff 00 | a text is not UTF-8",
                "text with half a character | 01 01 01 00 04 010174 03 eda080 00 | a text is not UTF-8",
                "a root name that is not UTF-8 | 01 01 01 00 04 0101ff 01 61 00 | a text is not UTF-8",
                "JSON content of old | 01 01 01 00 02 010174 01 01 31 00 | JSON content of Yjs before version 13 is not taken",
                "an embed that is not JSON | 01 01 01 00 05 010174 01 7b 00 | not JSON",
                "an embed with text after it | 01 01 01 00 05 010174 03 7b7d7d 00 | not JSON",
                "a format without a value | 01 01 01 00 06 010174 01 62 00 00 | JSON is missing",
                "a hook | 01 01 01 00 07 010174 05 01 68 00 | unknown kind of shared type",
                "a weak link | 01 01 01 00 07 010174 07 00 00 00 00 | unknown kind of shared type",
                "an undefined type | 01 01 01 00 07 010174 0f 00 | unknown kind of shared type",
                "a value that is not | 01 01 01 00 08 010174 01 73 00 | unknown kind of value",
                "more values than bytes | 01 01 01 00 08 010174 ffffffff0f 7e 00 | a content counts more values than it can hold",
                "more elements than bytes | 01 01 01 00 08 010174 01 75 ffffffff0f 00 | an array counts more elements than it can hold",
                "more entries than bytes | 01 01 01 00 08 010174 01 76 ffffffff0f 00 | an object counts more entries than it can hold",
                "a number cut short | 01 01 01 00 08 010174 01 7b 00 00 | the bytes end too early",
                "more deleted ranges than bytes | 00 01 01 ffffffff0f 00 01 | the update counts more ranges than it can hold",
                "the same client deleted twice | 00 02 01 01 00 01 01 01 05 01 | a client comes twice in the delete set",
                "deletions out of order | 00 01 01 02 05 01 00 01 | the delete set is not in order",
                "deletions that overlap | 00 01 01 02 00 05 04 01 | the delete set is not in order",
                "an empty deletion | 00 01 01 01 00 00 | a deleted range is out of range",
                "a deletion beyond 31 bits | 00 01 01 01 feffffff07 02 | a deleted range is out of range"
            })
    void whateverAReaderCouldStumbleOverIsRefused(String what, String update, String reason) {
        assertThatThrownBy(() -> inspect(update.replace(" ", "")))
                .as(what)
                .isInstanceOf(MalformedUpdateException.class)
                .hasMessageEndingWith(reason);
    }

    @Test
    void aValueNestedDeepIsTakenAndNestedTooDeepIsRefused() {
        assertThatCode(() -> inspect(nestedArrays(ContentInspector.MAX_DEPTH))).doesNotThrowAnyException();
        assertThatThrownBy(() -> inspect(nestedArrays(ContentInspector.MAX_DEPTH + 1)))
                .isInstanceOf(MalformedUpdateException.class);
        assertThatThrownBy(() -> inspect(nestedArrays(1_000_000))).isInstanceOf(MalformedUpdateException.class);
    }

    @Test
    void jsonThatTheNativeReaderWouldRefuseIsRefusedHere() {
        List<String> refused = List.of(
                "\"\\ud83d\"",
                "\"\\ude00x\"",
                "{\"\\ud83d\":1}",
                "1e400",
                "-1e400",
                "10000000000000000000",
                "NaN",
                "'a'",
                "[1,]",
                "01",
                "/**/1",
                "[".repeat(100) + "]".repeat(100),
                "\"\u0001\"",
                "1 2",
                "undefined");
        for (String json : refused) {
            assertThatThrownBy(() -> JsonText.requireValue(json))
                    .as(json)
                    .isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void jsonThatBrowsersWriteIsTaken() {
        List<String> taken = List.of(
                "null",
                "true",
                "\"\"",
                "\"\\ud83d\\ude00\"",
                "\"😀\"",
                "-0.5e-7",
                "9223372036854775807",
                "1e308",
                "100000000000000000000",
                "-9223372036854775809",
                "[[[]]]",
                "{\"a\":{\"b\":[1,null]}}",
                " {} ");
        for (String json : taken) {
            assertThatCode(() -> JsonText.requireValue(json)).as(json).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nothing,            ''",
        "left over,          00 00",
        "too many,           ffffffff0f 01 01",
        "twice,              02 01 05 01 06",
        "clock too large,    01 01 8080808008",
        "cut short,          01 01"
    })
    void aStateVectorThatIsNotOneIsRefused(String what, String bytes) {
        assertThatThrownBy(() -> StateVector.inspected(HEX.parseHex(bytes.replace(" ", ""))))
                .as(what)
                .isInstanceOf(MalformedUpdateException.class);
    }

    @Test
    void aStateVectorNamesTheClockOfEachClient() throws Exception {
        assertThat(StateVectorInspector.inspect(HEX.parseHex("02" + "0105" + "ffffffff0f00")))
                .containsOnly(Map.entry(1L, 5), Map.entry(4294967295L, 0));
    }

    private static String nestedArrays(int depth) {
        return ONE_STRUCT + "08" + ROOT + "01" + "7501".repeat(depth - 1) + "7e" + NO_DELETIONS;
    }

    private static UpdateFacts inspect(String hex) throws MalformedUpdateException {
        return UpdateInspector.inspect(HEX.parseHex(hex));
    }
}
