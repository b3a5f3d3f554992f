package dev.tandem.editor.text;

import java.util.Set;
import javax.swing.Action;
import javax.swing.text.Segment;
import org.fife.ui.rsyntaxtextarea.OccurrenceMarker;
import org.fife.ui.rsyntaxtextarea.Token;
import org.fife.ui.rsyntaxtextarea.TokenImpl;
import org.fife.ui.rsyntaxtextarea.TokenMaker;
import org.fife.ui.rsyntaxtextarea.TokenMakerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The highlighters of RSyntaxTextArea, without their habit of ending a token inside a character: they see UTF-16 units, and
 * each token is painted by itself, so that an emoji came out as two boxes and an accent lost its letter.
 */
final class WholeCharacters extends TokenMakerFactory {

    /** For every document. */
    static final TokenMakerFactory FACTORY = new WholeCharacters();

    private static final char JOINER = '\u200D';

    private WholeCharacters() {}

    @Override
    protected TokenMaker getTokenMakerImpl(String style) {
        return new Whole(TokenMakerFactory.getDefaultInstance().getTokenMaker(style));
    }

    @Override
    public Set<String> keySet() {
        return TokenMakerFactory.getDefaultInstance().keySet();
    }

    /** Moves what belongs to the character before from the beginning of each token to the end of the one before it. */
    static Token joined(Token first) {
        for (Token token = first; token != null && token.isPaintable(); token = token.getNextToken()) {
            Token next = token.getNextToken();
            while (next != null && next.isPaintable() && belongTogether(token, next)) {
                ((TokenImpl) token).textCount++;
                if (next.length() == 1) {
                    ((TokenImpl) token).setNextToken(next.getNextToken());
                    next = next.getNextToken();
                } else {
                    ((TokenImpl) next).makeStartAt(next.getOffset() + 1);
                }
            }
        }
        return first;
    }

    private static boolean belongTogether(Token token, Token next) {
        char before = token.charAt(token.length() - 1);
        char after = next.charAt(0);
        return switch (Character.getType(after)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> Character.isSurrogatePair(before, after) || after == JOINER || before == JOINER;
        };
    }

    private record Whole(TokenMaker maker) implements TokenMaker {

        @Override
        public Token getTokenList(Segment text, int initialTokenType, int startOffset) {
            return joined(maker.getTokenList(text, initialTokenType, startOffset));
        }

        @Override
        public void addNullToken() {
            maker.addNullToken();
        }

        @Override
        public void addToken(char[] array, int start, int end, int tokenType, int startOffset) {
            maker.addToken(array, start, end, tokenType, startOffset);
        }

        @Override
        public int getClosestStandardTokenTypeForInternalType(int type) {
            return maker.getClosestStandardTokenTypeForInternalType(type);
        }

        @Override
        public boolean getCurlyBracesDenoteCodeBlocks(int languageIndex) {
            return maker.getCurlyBracesDenoteCodeBlocks(languageIndex);
        }

        @Override
        public int getLastTokenTypeOnLine(Segment text, int initialTokenType) {
            return maker.getLastTokenTypeOnLine(text, initialTokenType);
        }

        @Override
        public String @Nullable [] getLineCommentStartAndEnd(int languageIndex) {
            return maker.getLineCommentStartAndEnd(languageIndex);
        }

        @Override
        public @Nullable Action getInsertBreakAction() {
            return maker.getInsertBreakAction();
        }

        @Override
        public boolean getMarkOccurrencesOfTokenType(int type) {
            return maker.getMarkOccurrencesOfTokenType(type);
        }

        @Override
        public @Nullable OccurrenceMarker getOccurrenceMarker() {
            return maker.getOccurrenceMarker();
        }

        @Override
        public boolean getShouldIndentNextLineAfter(Token token) {
            return maker.getShouldIndentNextLineAfter(token);
        }

        @Override
        public boolean isIdentifierChar(int languageIndex, char c) {
            return maker.isIdentifierChar(languageIndex, c);
        }

        @Override
        public @Nullable String getBracketPairs() {
            return maker.getBracketPairs();
        }

        @Override
        public boolean isMarkupLanguage() {
            return maker.isMarkupLanguage();
        }
    }
}
