package dev.tandem.editor.ui.tab;

import dev.tandem.editor.text.DocumentArea;
import dev.tandem.editor.ui.theme.Paint;
import java.awt.Color;
import org.fife.ui.rsyntaxtextarea.Style;
import org.fife.ui.rsyntaxtextarea.SyntaxScheme;
import org.fife.ui.rsyntaxtextarea.TokenTypes;

/** Gives a text area the colours of the look of now. */
final class TextLook {

    private TextLook() {}

    static void apply(DocumentArea area) {
        area.setBackground(Paint.PAPER.color());
        area.setForeground(Paint.INK.color());
        area.setCaretColor(Paint.CODE_KEYWORD.color());
        area.setSelectionColor(Paint.SELECTION.color());
        area.setUseSelectedTextColor(false);
        area.setCurrentLineHighlightColor(Paint.CURRENT_LINE.color());
        area.setMatchedBracketBGColor(Paint.SELECTION.color());
        area.setMatchedBracketBorderColor(null);
        SyntaxScheme scheme = area.getSyntaxScheme();
        for (int token = 0; token < scheme.getStyleCount(); token++) {
            Style style = scheme.getStyle(token);
            if (style != null) {
                style.foreground = colorOf(token);
                style.background = null;
                style.underline = false;
                style.font = null;
            }
        }
        area.setSyntaxScheme(scheme);
    }

    private static Color colorOf(int token) {
        return switch (token) {
            case TokenTypes.COMMENT_EOL,
                    TokenTypes.COMMENT_MULTILINE,
                    TokenTypes.COMMENT_DOCUMENTATION,
                    TokenTypes.COMMENT_KEYWORD,
                    TokenTypes.COMMENT_MARKUP,
                    TokenTypes.MARKUP_COMMENT,
                    TokenTypes.MARKUP_PROCESSING_INSTRUCTION -> Paint.CODE_COMMENT.color();
            case TokenTypes.RESERVED_WORD,
                    TokenTypes.RESERVED_WORD_2,
                    TokenTypes.MARKUP_TAG_NAME,
                    TokenTypes.PREPROCESSOR -> Paint.CODE_KEYWORD.color();
            case TokenTypes.LITERAL_STRING_DOUBLE_QUOTE,
                    TokenTypes.LITERAL_CHAR,
                    TokenTypes.LITERAL_BACKQUOTE,
                    TokenTypes.MARKUP_TAG_ATTRIBUTE_VALUE,
                    TokenTypes.MARKUP_CDATA,
                    TokenTypes.REGEX -> Paint.CODE_STRING.color();
            case TokenTypes.LITERAL_BOOLEAN,
                    TokenTypes.LITERAL_NUMBER_DECIMAL_INT,
                    TokenTypes.LITERAL_NUMBER_FLOAT,
                    TokenTypes.LITERAL_NUMBER_HEXADECIMAL -> Paint.CODE_NUMBER.color();
            case TokenTypes.FUNCTION,
                    TokenTypes.DATA_TYPE,
                    TokenTypes.ANNOTATION,
                    TokenTypes.VARIABLE,
                    TokenTypes.MARKUP_TAG_ATTRIBUTE,
                    TokenTypes.MARKUP_ENTITY_REFERENCE -> Paint.CODE_NAME.color();
            case TokenTypes.SEPARATOR, TokenTypes.OPERATOR, TokenTypes.MARKUP_TAG_DELIMITER -> Paint.MUTED.color();
            default -> Paint.INK.color();
        };
    }
}
