package dev.tandem.editor.login;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a network error says to a person: the JDK's messages are often empty or a class name. */
public final class NetworkReasons {

    private NetworkReasons() {}

    /** The reason, without a full stop at its end. */
    public static String of(Throwable problem) {
        @Nullable Throwable cause = problem;
        for (int depth = 0; cause != null && depth < 10; depth++, cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return "no computer of that name is known";
            }
            if (cause instanceof SocketTimeoutException || cause instanceof HttpTimeoutException) {
                return "it does not answer";
            }
            if (cause instanceof SSLException) {
                return "the secure connection failed (" + cause.getMessage() + ")";
            }
        }
        for (cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return "nothing answers at that address and port";
            }
        }
        String message = problem.getMessage();
        return message == null || message.isBlank() ? problem.getClass().getSimpleName() : message;
    }
}
