package dev.tandem.hub.catalog;

/** What a document may be called. */
public final class Title {

    /** The longest title, in UTF-16 units. */
    public static final int MAX_LENGTH = 200;

    private Title() {}

    /** Whether it has 1 to {@value #MAX_LENGTH} units, not all blank, without control characters or broken text. */
    public static boolean isGood(String title) {
        return !title.isBlank()
                && title.length() <= MAX_LENGTH
                && title.codePoints().noneMatch(c -> Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF));
    }
}
