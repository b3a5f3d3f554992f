package dev.tandem.editor.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** What an input/output error says to a person: the JDK's messages often hold only the name of the file. */
public final class FileReasons {

    private FileReasons() {}

    /** The reason, without a full stop at its end. */
    public static String of(IOException problem) {
        if (problem instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (problem instanceof CharacterCodingException) {
            return "it is not text in UTF-8";
        }
        String message = problem instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : problem.getMessage();
        return plain(message, problem);
    }

    private static String plain(@Nullable String message, IOException problem) {
        if (message == null || message.isBlank()) {
            return problem.getClass().getSimpleName();
        }
        if (message.contains("No space left on device") || message.contains("not enough space on the disk")) {
            return "the disk is full";
        }
        if (message.contains("Disk quota exceeded")) {
            return "the disk quota is used up";
        }
        if (message.contains("Read-only file system")) {
            return "the disk can only be read";
        }
        return message;
    }
}
