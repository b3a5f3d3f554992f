package dev.tandem.editor.ui.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;

class QueryTest {

    private static String replaced(Query query, String text, String replacement) {
        StringBuilder result = new StringBuilder(text);
        List<Query.Match> matches = query.matches(text, replacement, () -> false);
        for (int at = matches.size() - 1; at >= 0; at--) {
            Query.Match match = matches.get(at);
            result.replace(match.start(), match.end(), match.replacement());
        }
        return result.toString();
    }

    @Test
    void plainWordsAreNoRegularExpression() {
        assertThat(replaced(new Query("a.b", false, true, false), "a.b axb", "$1"))
                .isEqualTo("$1 axb");
    }

    @Test
    void capitalsMatterOnlyWhenAskedFor() {
        assertThat(replaced(new Query("übung", false, false, false), "Übung ÜBUNG", "x"))
                .isEqualTo("x x");
        assertThat(replaced(new Query("Übung", false, true, false), "Übung ÜBUNG", "x"))
                .isEqualTo("x ÜBUNG");
    }

    @Test
    void wholeWordsAreNotPartsOfWords() {
        assertThat(replaced(new Query("the", false, false, true), "The other the_ thé the.", "x"))
                .isEqualTo("x other the_ thé x.");
    }

    @Test
    void groupsAndEscapesAreFilledIn() {
        assertThat(replaced(new Query("(\\w+)=(\\w+)", true, true, false), "a=b c=d", "$2\\t$1\\$"))
                .isEqualTo("b\ta$ d\tc$");
    }

    @Test
    void linesHaveTheirOwnStartAndEnd() {
        assertThat(replaced(new Query("^- ", true, true, false), "- a\n- b", "* "))
                .isEqualTo("* a\n* b");
    }

    @Test
    void anExpressionThatMatchesNothingFindsNothing() {
        assertThat(new Query("x*", true, true, false).matches("abc", "", () -> false))
                .isEmpty();
        assertThat(new Query("", false, true, false).matches("abc", "", () -> false))
                .isEmpty();
    }

    @Test
    void aWrongExpressionIsRefused() {
        assertThatThrownBy(() -> new Query("(", true, true, false).matches("abc", "", () -> false))
                .isInstanceOf(PatternSyntaxException.class);
        assertThatThrownBy(() -> new Query("b", true, true, false).matches("abc", "$1", () -> false))
                .isInstanceOf(PatternSyntaxException.class);
    }

    @Test
    void aSearchThatTakesForEverIsGivenUp() {
        AtomicInteger asked = new AtomicInteger();
        Query explosive = new Query("(a+)+b", true, true, false);
        assertThatThrownBy(() -> explosive.matches("a".repeat(5_000), "", () -> asked.incrementAndGet() > 1_000))
                .isInstanceOf(CancellationException.class);
    }
}
