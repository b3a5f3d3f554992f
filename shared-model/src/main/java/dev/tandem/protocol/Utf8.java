package dev.tandem.protocol;

/** Strict UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {

    private Utf8() {}

    /**
     * Checks the bytes from {@code from} up to but not including {@code to}, and counts what they are in UTF-16 units.
     *
     * @throws MalformedMessageException if they are not UTF-8
     */
    static int utf16Length(byte[] bytes, int from, int to) throws MalformedMessageException {
        int units = 0;
        int at = from;
        while (at < to) {
            int lead = bytes[at] & 0xff;
            int size = sizeOf(lead);
            if (size == 0 || size > to - at || !tailIsGood(bytes, at, lead, size)) {
                throw new MalformedMessageException("a text is not UTF-8");
            }
            units += size == 4 ? 2 : 1;
            at += size;
        }
        return units;
    }

    private static int sizeOf(int lead) {
        if (lead < 0x80) {
            return 1;
        }
        if (lead < 0xc2 || lead > 0xf4) {
            return 0;
        }
        return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    }

    private static boolean tailIsGood(byte[] bytes, int at, int lead, int size) {
        if (size == 1) {
            return true;
        }
        // The second byte's range is narrower after some leads; that is what excludes overlong forms and surrogates.
        int second = bytes[at + 1] & 0xff;
        int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        if (second < low || second > high) {
            return false;
        }
        for (int i = 2; i < size; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return false;
            }
        }
        return true;
    }
}
