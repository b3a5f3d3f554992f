package dev.tandem.editor.ui.find;

import dev.tandem.editor.ui.Later;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.PatternSyntaxException;

/** Searches on a worker; only the newest question is answered, and an older one that still runs is given up. */
final class Search {

    private static final ExecutorService WORKER = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "find");
        thread.setDaemon(true);
        return thread;
    });

    private final AtomicLong newest = new AtomicLong();

    /** Answers on the event dispatch thread, unless another question was asked or {@link #forget} was called. */
    void ask(
            Query query, String text, String replacement, Consumer<List<Query.Match>> found, Consumer<String> refused) {
        long mine = newest.incrementAndGet();
        WORKER.execute(() -> {
            try {
                List<Query.Match> matches = query.matches(text, replacement, () -> newest.get() != mine);
                answer(mine, () -> found.accept(matches));
            } catch (PatternSyntaxException wrong) {
                answer(mine, () -> refused.accept(wrong.getDescription()));
            } catch (CancellationException outdated) {
                // The newer question gets its own answer.
            }
        });
    }

    /** No answer that is still under way comes any more. */
    void forget() {
        newest.incrementAndGet();
    }

    private void answer(long mine, Runnable answer) {
        Later.ON_EVENT_THREAD.execute(() -> {
            if (newest.get() == mine) {
                answer.run();
            }
        });
    }
}
