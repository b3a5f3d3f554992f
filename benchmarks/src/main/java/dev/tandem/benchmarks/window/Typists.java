package dev.tandem.benchmarks.window;

import dev.tandem.editor.Profile;
import dev.tandem.editor.Workspace;
import dev.tandem.editor.login.FileVault;
import dev.tandem.editor.session.Session;
import dev.tandem.model.DocumentId;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Other people, in a process of their own: each has a replica, a place in the text and a caret that shows it. */
final class Typists {

    private static final int EACH_PER_SECOND = 10;

    private Typists() {}

    /** Arguments: a directory, the hub, the document, how many people. Types until the process is ended. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        URI hub = URI.create(arguments[1]);
        DocumentId document = new DocumentId(arguments[2]);
        int people = Integer.parseInt(arguments[3]);
        for (int person = 0; person < people; person++) {
            arrive(directory.resolve("typist" + person), hub, document, person, people);
        }
        System.out.println("typing");
        Thread.sleep(Long.MAX_VALUE);
    }

    private static void arrive(Path profile, URI hub, DocumentId document, int person, int people) throws Exception {
        Workspace workspace =
                Workspace.open(Profile.at(profile), directory -> new FileVault(directory.resolve("login.json")));
        workspace.hub().connect(hub).get(60, TimeUnit.SECONDS);
        workspace.hub().refresh().get(60, TimeUnit.SECONDS);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Session session = workspace.open(document, thread).get(60, TimeUnit.SECONDS);
        while (thread.submit(session::length).get() == 0) {
            Thread.sleep(20);
        }
        // The first one writes where the reader looks, the others further down.
        int[] at = {person == 0 ? 200 : thread.submit(session::length).get() / people * person};
        // Its task passes on to the document's thread and does not fail; it ends with the process.
        ScheduledFuture<?> unused = Executors.newSingleThreadScheduledExecutor()
                .scheduleAtFixedRate(
                        () -> thread.execute(() -> {
                            String typed = at[0] % 60 == 59 ? "\n" : "x";
                            session.splice(at[0], 0, typed);
                            at[0] += 1;
                            session.showCursor(at[0], at[0]);
                        }),
                        person * 20L,
                        1000 / EACH_PER_SECOND,
                        TimeUnit.MILLISECONDS);
    }
}
