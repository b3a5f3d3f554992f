package dev.tandem.editor.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a caret may stand: between extended grapheme clusters (Unicode Annex 29), never inside an emoji with joiners, a
 * flag or a letter with its marks.
 *
 * <p>{@link java.text.BreakIterator} knows extended clusters only since Java 20; {@code \X} of {@link Pattern} knows them
 * in every version that Tandem runs on. Only {@value #REACH} UTF-16 units on each side are looked at, so that a line of
 * megabytes costs no more than a short one.
 */
final class Graphemes {

    /** How far a cluster is followed in each direction, in UTF-16 units; the longest emoji have about 35. */
    private static final int REACH = 256;

    private static final Pattern CLUSTER = Pattern.compile("\\X", Pattern.DOTALL);

    /** Below this code unit nothing joins with its neighbour except CR with LF. */
    private static final char FIRST_COMBINING = '\u0300';

    private Graphemes() {}

    /** The boundary at {@code offset}, or the nearest one before it. */
    static int floor(CharSequence text, int offset) {
        int from = safeStart(text, offset);
        int last = from;
        Matcher clusters = CLUSTER.matcher(text).region(from, Math.min(text.length(), offset + REACH));
        while (clusters.find()) {
            if (clusters.end() > offset) {
                return clusters.start() <= offset ? Math.max(last, clusters.start()) : last;
            }
            last = clusters.end();
        }
        return last;
    }

    /** The boundary at {@code offset}, or the nearest one after it. */
    static int ceiling(CharSequence text, int offset) {
        int floor = floor(text, offset);
        return floor == offset ? offset : after(text, floor);
    }

    /** The nearest boundary before {@code offset}, or 0. */
    static int before(CharSequence text, int offset) {
        return offset <= 0 ? 0 : floor(text, offset - 1);
    }

    /** The nearest boundary after {@code offset}, or the end of the text. */
    static int after(CharSequence text, int offset) {
        if (offset >= text.length()) {
            return text.length();
        }
        Matcher clusters =
                CLUSTER.matcher(text).region(safeStart(text, offset), Math.min(text.length(), offset + REACH));
        while (clusters.find()) {
            if (clusters.end() > offset) {
                return clusters.end();
            }
        }
        return Math.min(text.length(), offset + REACH);
    }

    /** A boundary at or before {@code offset} that can be seen without knowing what stands before it. */
    private static int safeStart(CharSequence text, int offset) {
        int nearest = Math.max(0, offset - REACH);
        for (int at = Math.min(offset, text.length()); at > nearest; at--) {
            if (at == text.length() || at == 0) {
                continue;
            }
            char before = text.charAt(at - 1);
            char here = text.charAt(at);
            if (before < FIRST_COMBINING && here < FIRST_COMBINING && !(before == '\r' && here == '\n')) {
                return at;
            }
        }
        boolean splitsPair = nearest > 0
                && Character.isLowSurrogate(text.charAt(nearest))
                && Character.isHighSurrogate(text.charAt(nearest - 1));
        return splitsPair ? nearest - 1 : nearest;
    }
}
