package dev.tandem.crdt;

import dev.tandem.crdt.TextDelta.Replacement;
import dev.tandem.protocol.Update;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what {@code answer.rs} wrote: variable-length numbers and length-prefixed UTF-8. Trusts it, being our own. */
final class NativeAnswer {

    private final byte[] bytes;
    private int position;

    NativeAnswer(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean isEmpty() {
        return position == bytes.length;
    }

    long number() {
        long value = 0;
        int shift = 0;
        while (true) {
            byte next = bytes[position++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
            shift += 7;
        }
    }

    int count() {
        return Math.toIntExact(number());
    }

    String text() {
        int length = count();
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    Update update() {
        int length = count();
        position += length;
        return Update.trusted(Arrays.copyOfRange(bytes, position - length, position));
    }

    TextDelta delta() {
        int count = count();
        if (count == 0) {
            return TextDelta.none();
        }
        List<Replacement> replacements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int offset = count();
            int deleted = count();
            replacements.add(new Replacement(offset, deleted, text()));
        }
        return new TextDelta(replacements);
    }

    SortedMap<String, String> properties() {
        SortedMap<String, String> properties = new TreeMap<>();
        for (int left = count(); left > 0; left--) {
            String key = text();
            properties.put(key, text());
        }
        return properties;
    }

    List<Authorship> authorship() {
        int count = count();
        List<Authorship> runs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long clientId = number();
            runs.add(new Authorship(clientId, count()));
        }
        return List.copyOf(runs);
    }
}
