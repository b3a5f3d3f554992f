package dev.tandem.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** Says why something failed in the words of a person: what goes after the colon of a sentence, without its full stop. */
final class Reasons {

    private Reasons() {}

    static String of(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return "permission denied for " + denied.getFile();
        }
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (e instanceof FileSystemException failed && failed.getReason() != null) {
            return failed.getReason() + " (" + failed.getFile() + ")";
        }
        // H2's file systems wrap what they are told.
        return e.getCause() instanceof IOException cause && cause.toString().equals(e.getMessage())
                ? of(cause)
                : orName(e);
    }

    static String of(SQLException e) {
        if (e instanceof SQLTransientConnectionException && e.getCause() instanceof SQLException cause) {
            // The pool counts its connections; why there is none is underneath.
            return of(cause);
        }
        // H2 ends its messages with the statement and an error code; the first line is the sentence.
        return orName(e).lines().findFirst().orElse("").replaceAll("\\s*\\[[0-9]+-[0-9]+]$", "");
    }

    static String of(Exception e) {
        if (e instanceof IOException io) {
            return of(io);
        }
        return e instanceof SQLException sql ? of(sql) : orName(e);
    }

    private static String orName(Exception e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}
