package dev.tandem.editor.sync;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;

/** What a failed connection says to a person. */
final class FailureSentences {

    private FailureSentences() {}

    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    static String of(URI hub, Throwable failure) {
        String name = hub.getAuthority();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "No computer named " + hub.getHost() + " is known.";
            }
            if (cause instanceof HttpTimeoutException) {
                return "The hub " + name + " does not answer.";
            }
            if (cause instanceof SSLException) {
                return "The secure connection to " + name + " failed: " + cause.getMessage() + ".";
            }
            if (cause instanceof WebSocketHandshakeException refused) {
                return name + " answers, but not as a hub (status "
                        + refused.getResponse().statusCode() + ").";
            }
        }
        if (failure instanceof ConnectException) {
            return "The hub " + name + " cannot be reached.";
        }
        String message = failure.getMessage();
        return message == null || message.isBlank() ? "The hub " + name + " cannot be reached." : message;
    }

    static String ofClose(int code) {
        return switch (code) {
            case 1001, 1012 -> "The hub is restarting.";
            case 1013 -> "The hub is busy and asks to come back later.";
            case 1009, 4400 -> "The hub did not understand this editor.";
            default -> "The connection to the hub was lost.";
        };
    }
}
