package dev.tandem.editor;

import dev.tandem.editor.file.FileRefusedException;
import dev.tandem.editor.file.LineEnding;
import dev.tandem.editor.file.TextFile;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a file was like, as properties of its document: {@code encoding} (a charset name, UTF-8 if absent), {@code bom}
 * ({@code true} or absent) and {@code lineEnding} ({@code lf}, {@code crlf} or {@code cr}; {@code lf} if absent).
 */
final class FileProperties {

    private static final String ENCODING = "encoding";
    private static final String BOM = "bom";
    private static final String LINE_ENDING = "lineEnding";

    private FileProperties() {}

    static Map<String, String> of(TextFile file) {
        Map<String, String> properties = new TreeMap<>();
        properties.put(ENCODING, file.encoding().name());
        properties.put(LINE_ENDING, file.lineEnding().word());
        if (file.byteOrderMark()) {
            properties.put(BOM, "true");
        }
        return properties;
    }

    /** Properties are everybody's to set, so an odd one is an error with a sentence and never a guess. */
    static TextFile textFile(String text, Map<String, String> properties) throws FileRefusedException {
        String encoding = properties.getOrDefault(ENCODING, StandardCharsets.UTF_8.name());
        String ending = properties.getOrDefault(LINE_ENDING, LineEnding.LF.word());
        try {
            Charset charset = Charset.forName(encoding);
            if (!charset.canEncode()) {
                throw new FileRefusedException("The document's encoding \"" + encoding + "\" can only be read.");
            }
            return new TextFile(
                    text,
                    charset,
                    "true".equals(properties.get(BOM)),
                    LineEnding.ofWord(ending).orElse(LineEnding.LF),
                    List.of());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new FileRefusedException(
                    "The document's encoding \"" + encoding + "\" is not known here. Choose UTF-8 for it.", unknown);
        }
    }
}
