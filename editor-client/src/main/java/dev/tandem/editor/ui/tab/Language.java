package dev.tandem.editor.ui.tab;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.fife.ui.rsyntaxtextarea.SyntaxConstants;

/**
 * What a text is written in: decides how it is highlighted.
 *
 * @param label what a person calls it, and what the property {@code language} holds
 * @param style the highlighter's name for it
 * @param endings the file name endings that it goes by
 */
public record Language(String label, String style, List<String> endings) {

    /** The property of a document that names its language. */
    public static final String PROPERTY = "language";

    /** Text that is not highlighted. */
    public static final Language PLAIN = of("Plain text", SyntaxConstants.SYNTAX_STYLE_NONE, "txt", "text", "log");

    private static final List<Language> ALL = List.of(
            PLAIN,
            of("Markdown", SyntaxConstants.SYNTAX_STYLE_MARKDOWN, "md", "markdown"),
            of("C", SyntaxConstants.SYNTAX_STYLE_C, "c", "h"),
            of("C++", SyntaxConstants.SYNTAX_STYLE_CPLUSPLUS, "cpp", "cc", "hpp"),
            of("C#", SyntaxConstants.SYNTAX_STYLE_CSHARP, "cs"),
            of("CSS", SyntaxConstants.SYNTAX_STYLE_CSS, "css"),
            of("CSV", SyntaxConstants.SYNTAX_STYLE_CSV, "csv"),
            of("Go", SyntaxConstants.SYNTAX_STYLE_GO, "go"),
            of("HTML", SyntaxConstants.SYNTAX_STYLE_HTML, "html", "htm"),
            of("INI", SyntaxConstants.SYNTAX_STYLE_INI, "ini", "conf"),
            of("Java", SyntaxConstants.SYNTAX_STYLE_JAVA, "java"),
            of("JavaScript", SyntaxConstants.SYNTAX_STYLE_JAVASCRIPT, "js", "mjs"),
            of("JSON", SyntaxConstants.SYNTAX_STYLE_JSON, "json"),
            of("Kotlin", SyntaxConstants.SYNTAX_STYLE_KOTLIN, "kt", "kts"),
            of("LaTeX", SyntaxConstants.SYNTAX_STYLE_LATEX, "tex"),
            of("Properties", SyntaxConstants.SYNTAX_STYLE_PROPERTIES_FILE, "properties"),
            of("Python", SyntaxConstants.SYNTAX_STYLE_PYTHON, "py"),
            of("Ruby", SyntaxConstants.SYNTAX_STYLE_RUBY, "rb"),
            of("Rust", SyntaxConstants.SYNTAX_STYLE_RUST, "rs"),
            of("Shell", SyntaxConstants.SYNTAX_STYLE_UNIX_SHELL, "sh", "bash"),
            of("SQL", SyntaxConstants.SYNTAX_STYLE_SQL, "sql"),
            of("TypeScript", SyntaxConstants.SYNTAX_STYLE_TYPESCRIPT, "ts"),
            of("XML", SyntaxConstants.SYNTAX_STYLE_XML, "xml", "svg", "pom"),
            of("YAML", SyntaxConstants.SYNTAX_STYLE_YAML, "yml", "yaml"));

    private static Language of(String label, String style, String... endings) {
        return new Language(label, style, List.of(endings));
    }

    /** All of them, plain text first and the others by name. */
    public static List<Language> all() {
        return ALL;
    }

    /** The language of a document: what its property says, or else what its title ends in. */
    public static Language of(String property, String title) {
        String ending = title.substring(title.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return ALL.stream()
                .filter(language -> language.label.equalsIgnoreCase(property))
                .findFirst()
                .or(() -> title.indexOf('.') < 0
                        ? java.util.Optional.empty()
                        : ALL.stream()
                                .filter(language -> language.endings.contains(ending))
                                .findFirst())
                .orElse(PLAIN);
    }

    /** The languages as words for a menu. */
    public static List<String> labels() {
        return Arrays.asList(ALL.stream().map(Language::label).toArray(String[]::new));
    }
}
