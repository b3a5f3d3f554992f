package dev.tandem.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;

/**
 * Checks JSON that a stranger wrote, so that no reader down the line stumbles over it: the parsers of browsers, and that
 * of the native library, which refuses some numbers and lone surrogates that a browser writes.
 */
final class JsonText {

    /** Nesting that no editor needs and every parser bears. */
    private static final int MAX_DEPTH = 64;

    private static final BigInteger TWO_TO_63 = BigInteger.ONE.shiftLeft(63);
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

    static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private JsonText() {}

    /** Returns the text if it is one JSON object. */
    static String requireObject(String json) throws MalformedMessageException {
        require(json, true);
        return json;
    }

    /** Checks that the text is one JSON value. */
    static void requireValue(String json) throws MalformedMessageException {
        require(json, false);
    }

    private static void require(String json, boolean object) throws MalformedMessageException {
        try (JsonParser parser = MAPPER.createParser(json)) {
            JsonToken first = parser.nextToken();
            if (first == null || (object && first != JsonToken.START_OBJECT)) {
                throw new MalformedMessageException(object ? "a state is not a JSON object" : "JSON is missing");
            }
            int depth = 0;
            JsonToken token = first;
            while (true) {
                checkScalar(parser, token);
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 0) {
                    break;
                }
                token = parser.nextToken();
                if (token == null) {
                    throw new MalformedMessageException("JSON ends too early");
                }
            }
            if (parser.nextToken() != null) {
                throw new MalformedMessageException("text is left over after the JSON value");
            }
        } catch (JsonProcessingException e) {
            throw new MalformedMessageException("not JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private static void checkScalar(JsonParser parser, JsonToken token) throws IOException, MalformedMessageException {
        switch (token) {
            case FIELD_NAME -> checkText(parser.currentName());
            case VALUE_STRING -> checkText(parser.getText());
            case VALUE_NUMBER_INT -> {
                if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                    BigInteger value = parser.getBigIntegerValue();
                    if ((value.compareTo(TWO_TO_63) >= 0 && value.compareTo(TWO_TO_64) < 0)
                            || Double.isInfinite(value.doubleValue())) {
                        throw new MalformedMessageException("a JSON number is out of range");
                    }
                }
            }
            case VALUE_NUMBER_FLOAT -> {
                if (Double.isInfinite(parser.getDoubleValue())) {
                    throw new MalformedMessageException("a JSON number is out of range");
                }
            }
            default -> {
                // Nothing to check in brackets and literals.
            }
        }
    }

    private static void checkText(String text) throws MalformedMessageException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw new MalformedMessageException("JSON holds half a character");
                }
                i++;
            }
        }
    }
}
