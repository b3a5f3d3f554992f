package dev.tandem.editor.ui.find;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What a person looks for. Immutable; searching belongs on a worker, for a regular expression may take its time.
 *
 * @param text the words or the regular expression
 * @param regex whether it is a regular expression
 * @param matchCase whether capital letters matter
 * @param wholeWords whether it must not be part of a longer word
 */
public record Query(String text, boolean regex, boolean matchCase, boolean wholeWords) {

    /** No more matches than this are kept; nobody reads them. */
    public static final int MOST = 20_000;

    /** A match, as UTF-16 offsets, and what takes its place if it is replaced. */
    public record Match(int start, int end, String replacement) {}

    /**
     * All matches from the start of a text, at most {@value #MOST}.
     *
     * @param replacement what takes their place; with a regular expression, {@code $1} is its first group
     * @param cancelled asked again and again; the search ends with {@link CancellationException} once it is true
     * @throws PatternSyntaxException if the regular expression or a group in the replacement is wrong
     */
    public List<Match> matches(String searched, String replacement, BooleanSupplier cancelled) {
        if (text.isEmpty()) {
            return List.of();
        }
        Matcher matcher = pattern().matcher(new Cancellable(searched, cancelled));
        List<Match> matches = new ArrayList<>();
        try {
            while (matches.size() < MOST && matcher.find()) {
                if (matcher.end() > matcher.start()) {
                    matches.add(new Match(matcher.start(), matcher.end(), replacementOf(matcher, replacement)));
                }
            }
        } catch (StackOverflowError tooDeep) {
            throw new PatternSyntaxException("this expression is too complicated for this text", text, -1);
        }
        return matches;
    }

    private Pattern pattern() {
        int flags = Pattern.MULTILINE | (matchCase ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        String source = regex ? text : Pattern.quote(text);
        return Pattern.compile(
                wholeWords ? "(?<![\\p{L}\\p{N}_])(?:" + source + ")(?![\\p{L}\\p{N}_])" : source, flags);
    }

    private String replacementOf(Matcher matcher, String replacement) {
        if (!regex) {
            return replacement;
        }
        StringBuilder built = new StringBuilder();
        for (int at = 0; at < replacement.length(); at++) {
            char unit = replacement.charAt(at);
            boolean escaped = at + 1 < replacement.length();
            if (unit == '\\' && escaped) {
                at++;
                char next = replacement.charAt(at);
                built.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
            } else if (unit == '$' && escaped && Character.isDigit(replacement.charAt(at + 1))) {
                at++;
                int group = replacement.charAt(at) - '0';
                if (group > matcher.groupCount()) {
                    throw new PatternSyntaxException("there is no group " + group, text, -1);
                }
                String found = matcher.group(group);
                built.append(found == null ? "" : found);
            } else {
                built.append(unit);
            }
        }
        return built.toString();
    }

    /** A text that ends the search that reads it. */
    private record Cancellable(String text, BooleanSupplier cancelled) implements CharSequence {
        private static final int ASK_EVERY = 0xFFF;

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if ((index & ASK_EVERY) == 0 && cancelled.getAsBoolean()) {
                throw new CancellationException();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
