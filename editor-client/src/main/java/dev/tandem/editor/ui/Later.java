package dev.tandem.editor.ui;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.swing.SwingUtilities;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the answers of the workspace back to the event dispatch thread. May be called on any thread. */
public final class Later {

    /** Runs tasks on the event dispatch thread, in order. */
    public static final Executor ON_EVENT_THREAD = SwingUtilities::invokeLater;

    private static final Logger LOG = LoggerFactory.getLogger(Later.class);

    private Later() {}

    /** One of the two hears the outcome on the event dispatch thread; a failure as a sentence for the person. */
    public static <T> void answer(CompletableFuture<T> future, Consumer<T> success, Consumer<String> failure) {
        var unused = future.handleAsync(
                (value, problem) -> {
                    if (problem == null) {
                        success.accept(value);
                    } else {
                        failure.accept(sentence(problem));
                    }
                    return value;
                },
                ON_EVENT_THREAD);
    }

    /** What a failure says to a person. */
    public static String sentence(Throwable problem) {
        Throwable cause = problem;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        boolean ours = cause.getClass().getName().startsWith("dev.tandem.");
        if (!ours) {
            LOG.error("Something failed that should not have", cause);
        }
        String message = cause.getMessage();
        return message == null ? "Something went wrong: " + cause.getClass().getSimpleName() : message;
    }
}
