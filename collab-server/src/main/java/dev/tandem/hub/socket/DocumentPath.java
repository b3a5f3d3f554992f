package dev.tandem.hub.socket;

import dev.tandem.model.DocumentId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The document's name in a {@code /yjs/} path: all that follows, slashes included. y-websocket does not encode the name,
 * but the URL parsers of browsers do encode parts of it, so what is percent-encoded is decoded; what only looks like it,
 * such as {@code 50%}, is taken as it stands.
 */
final class DocumentPath {

    /** Where the names begin. */
    static final String PREFIX = "/yjs/";

    private DocumentPath() {}

    /** The name, or empty if it is not one that a document can have. */
    static Optional<DocumentId> parse(String path) {
        String raw = path.substring(PREFIX.length());
        // Three characters of percent-encoding are one byte; a name longer than this cannot become short enough.
        if (raw.length() > DocumentId.MAX_LENGTH * 9) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DocumentId(decoded(raw)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String decoded(String raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                boolean complete = i + 2 < raw.length();
                int high = complete ? Character.digit(raw.charAt(i + 1), 16) : -1;
                int low = complete ? Character.digit(raw.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    return raw;
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else if (c < 0x80) {
                bytes.write(c);
            } else {
                return raw;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return raw;
        }
    }
}
