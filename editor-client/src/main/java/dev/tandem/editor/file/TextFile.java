package dev.tandem.editor.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The text of a file and what its bytes were like. Immutable.
 *
 * <p>Reading tries, in this order: a byte-order mark (UTF-8, UTF-16, UTF-32), strict UTF-8, and at last the western
 * one-byte encodings Windows-1252 and ISO-8859-1, which is said, for it is a guess. Every one of them gives back the same
 * bytes when the text is written unchanged, except that mixed line ends become the most frequent one.
 *
 * @param text the text, with line feeds only
 * @param encoding what the bytes meant
 * @param byteOrderMark whether they began with a byte-order mark
 * @param lineEnding how lines ended
 * @param notices sentences for a person about what was guessed or cannot come back as it was
 */
public record TextFile(
        String text, Charset encoding, boolean byteOrderMark, LineEnding lineEnding, List<String> notices) {

    /** The largest file that becomes a document, in bytes: 50 MiB. */
    public static final int MAX_BYTES = 50 * 1024 * 1024;

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");

    /** Keeps an unmodifiable copy. */
    public TextFile {
        notices = List.copyOf(notices);
    }

    /**
     * Reads a file; its size is looked at first, and a file that is too large is not read.
     *
     * @throws FileRefusedException if it is not text, too large, or cannot be read
     */
    public static TextFile read(Path file) throws FileRefusedException {
        try {
            if (Files.isDirectory(file)) {
                throw new FileRefusedException(file + " is a directory, not a file.");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw tooLarge(file, Files.size(file));
            }
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                // A device or a growing file may hold more than its size says.
                bytes = in.readNBytes(MAX_BYTES + 1);
            }
            if (bytes.length > MAX_BYTES) {
                throw tooLarge(file, bytes.length);
            }
            return decode(bytes, file.toString());
        } catch (NoSuchFileException missing) {
            throw new FileRefusedException("There is no file " + file + ".", missing);
        } catch (IOException problem) {
            throw new FileRefusedException(file + " cannot be read: " + FileReasons.of(problem) + ".", problem);
        }
    }

    private static FileRefusedException tooLarge(Path file, long bytes) {
        return new FileRefusedException(file + " has " + (bytes + 1024 * 1024 - 1) / (1024 * 1024)
                + " MiB; a document holds at most " + MAX_BYTES / (1024 * 1024) + " MiB.");
    }

    /**
     * Makes text of bytes.
     *
     * @param name what the bytes are called in an error
     * @throws FileRefusedException if they are not text
     */
    public static TextFile decode(byte[] bytes, String name) throws FileRefusedException {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return ofMarked(bytes, 3, StandardCharsets.UTF_8, name);
        }
        if (startsWith(bytes, 0xFF, 0xFE, 0, 0)) {
            return ofMarked(bytes, 4, UTF_32LE, name);
        }
        if (startsWith(bytes, 0, 0, 0xFE, 0xFF)) {
            return ofMarked(bytes, 4, UTF_32BE, name);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return ofMarked(bytes, 2, StandardCharsets.UTF_16LE, name);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return ofMarked(bytes, 2, StandardCharsets.UTF_16BE, name);
        }
        for (byte b : bytes) {
            if (b == 0) {
                throw new FileRefusedException(
                        name + " is not a text file: it holds zero bytes. Tandem edits text only.");
            }
        }
        List<String> notices = new ArrayList<>();
        Optional<String> utf8 = ifValid(bytes, StandardCharsets.UTF_8);
        if (utf8.isPresent()) {
            return of(utf8.get(), StandardCharsets.UTF_8, false, notices, name);
        }
        Optional<String> windows = ifValid(bytes, WINDOWS_1252);
        // ISO-8859-1 gives a character to every byte, so this is the last guess.
        Charset encoding = windows.isPresent() ? WINDOWS_1252 : StandardCharsets.ISO_8859_1;
        String text = windows.orElseGet(() -> new String(bytes, StandardCharsets.ISO_8859_1));
        refuseControlCharacters(text, name);
        notices.add(name + " is not UTF-8; it was read as " + encoding.name()
                + " and will be written as that. Look at letters with accents.");
        return of(text, encoding, false, notices, name);
    }

    private static TextFile ofMarked(byte[] bytes, int markLength, Charset encoding, String name)
            throws FileRefusedException {
        String text;
        try {
            text = strictly(bytes, markLength, encoding);
        } catch (CharacterCodingException broken) {
            throw new FileRefusedException(
                    name + " says that it is " + encoding.name() + ", and its bytes are not.", broken);
        }
        if (text.indexOf('\0') >= 0) {
            throw new FileRefusedException(
                    name + " is not a text file: it holds zero characters. Tandem edits text only.");
        }
        return of(text, encoding, true, new ArrayList<>(), name);
    }

    private static TextFile of(String raw, Charset encoding, boolean mark, List<String> notices, String name) {
        LineEnding.Census census = LineEnding.Census.of(raw);
        if (census.mixed()) {
            notices.add(name + " has mixed line ends (" + census.lf() + " LF, " + census.crlf() + " CRLF, "
                    + census.cr() + " CR); it will be written with "
                    + census.dominant().name() + " everywhere.");
        }
        return new TextFile(withLineFeeds(raw), encoding, mark, census.dominant(), notices);
    }

    /** The text with every CRLF and CR made a line feed. */
    public static String withLineFeeds(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /**
     * The bytes of a file with this text.
     *
     * @throws FileRefusedException if the encoding has no bytes for one of its characters; the message names it
     */
    public byte[] encode() throws FileRefusedException {
        String full = (byteOrderMark ? "\uFEFF" : "") + text.replace("\n", lineEnding.characters());
        try {
            ByteBuffer encoded = encoding.newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(full));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException unmappable) {
            throw new FileRefusedException(whatCannotBeEncoded(), unmappable);
        }
    }

    private String whatCannotBeEncoded() {
        var encoder = encoding.newEncoder();
        int line = 1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (c == '\n') {
                line++;
            }
            if (!encoder.canEncode(Character.toString(c))) {
                return String.format(
                        "%s has no place for \"%s\" (U+%04X) in line %d. Choose the encoding UTF-8 for this document.",
                        encoding.name(), Character.toString(c), c, line);
            }
            i += Character.charCount(c);
        }
        return "The text cannot be written as " + encoding.name() + ".";
    }

    private static void refuseControlCharacters(String text, String name) throws FileRefusedException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Tab to carriage return, and escape, stand in real text files; the other controls mean binary data.
            if (c < ' ' && !(c >= '\t' && c <= '\r') && c != 0x1B) {
                throw new FileRefusedException(String.format(
                        "%s is not a text file: it is not UTF-8 and holds the control character %02X. Tandem edits text"
                                + " only.",
                        name, (int) c));
            }
        }
    }

    private static Optional<String> ifValid(byte[] bytes, Charset encoding) {
        try {
            return Optional.of(strictly(bytes, 0, encoding));
        } catch (CharacterCodingException otherEncoding) {
            return Optional.empty();
        }
    }

    private static String strictly(byte[] bytes, int from, Charset encoding) throws CharacterCodingException {
        return encoding.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                .toString();
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }
}
