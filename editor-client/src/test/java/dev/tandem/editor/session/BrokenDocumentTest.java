package dev.tandem.editor.session;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.tandem.crdt.NativePanic;
import dev.tandem.crdt.StickyPosition;
import dev.tandem.crdt.TextDocument;
import dev.tandem.editor.replica.Replica;
import dev.tandem.editor.sync.LinkStatus;
import dev.tandem.model.DocumentId;
import dev.tandem.protocol.AwarenessUpdate;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.Update;
import dev.tandem.store.DurableLogs;
import dev.tandem.store.H2Database;
import dev.tandem.store.StoreDatabase;
import dev.tandem.store.StoreException;
import dev.tandem.store.StoreOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The native side panics under a session: whatever is asked of it next is answered from the log, and it goes on. */
class BrokenDocumentTest {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(OpenSession.class);
    private static final DocumentId ID = DocumentId.random();

    @TempDir
    private Path directory;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private Replica replica;
    private TextDocument document;
    private OpenSession session;

    @BeforeEach
    void openAndBreak() throws Exception {
        // The defect is asked for here; its stack trace would only look like one that is not.
        LOG.setLevel(Level.OFF);
        replica = replica();
        ask(() -> {
            document = TextDocument.open(1);
            session = new OpenSession(
                    ID,
                    document,
                    new OpenSession.Surroundings(
                            replica, thread, clock, new Nowhere(), Person.of("Ann", "ann"), closed -> {}),
                    Access.EDIT,
                    false,
                    0);
            session.splice(0, 0, "in the log");
            session.setProperty("title", "Broken");
            NativePanic.in(document);
            return true;
        });
    }

    @AfterEach
    void close() throws Exception {
        ask(() -> {
            session.close();
            return true;
        });
        replica.close();
        thread.shutdown();
        clock.shutdown();
        LOG.setLevel(null);
    }

    @Test
    void itsTextIsRead() throws Exception {
        assertThat(ask(session::text)).isEqualTo("in the log");
        assertThat(document.isClosed()).isTrue();
        assertThat(ask(session::properties)).containsEntry("title", "Broken");
    }

    @Test
    void whatIsTypedIsInItAndInTheLog() throws Exception {
        ask(() -> {
            session.splice(2, 0, "to");
            return true;
        });
        assertThat(ask(session::text)).isEqualTo("into the log");
        Awaitility.await().until(() -> ask(() -> session.state().saved()));
        assertThat(logged()).isEqualTo("into the log");
    }

    @Test
    void aPositionStillSticks() throws Exception {
        StickyPosition position = ask(() -> session.stick(3, StickyPosition.Side.RIGHT));
        ask(() -> {
            session.splice(0, 0, "it is ");
            return true;
        });
        assertThat(ask(() -> session.resolve(position))).hasValue(9);
    }

    @Test
    void theLaneGetsWhatItAsksFor() throws Exception {
        Update all = session.difference(StateVector.empty()).get(20, TimeUnit.SECONDS);
        try (TextDocument peer = TextDocument.open(2)) {
            peer.apply(all);
            assertThat(peer.text()).isEqualTo("in the log");
        }
    }

    @Test
    void whatOthersWriteIsTakenIn() throws Exception {
        try (TextDocument peer = TextDocument.open(2)) {
            session.receive(peer.splice(0, 0, "peer"));
        }
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(ask(session::text)).contains("peer").contains("in the log"));
        Awaitility.await().until(() -> ask(() -> session.state().saved()));
        assertThat(logged()).contains("peer").contains("in the log");
    }

    /** What is on the disk, as the next start finds it. */
    private String logged() throws Exception {
        try (TextDocument stored = replica.load(ID, 3).get(20, TimeUnit.SECONDS)) {
            return stored.text();
        }
    }

    private Replica replica() throws StoreException {
        StoreDatabase database = H2Database.open(directory);
        return Replica.open(database, DurableLogs.open(database, StoreOptions.defaults()));
    }

    private <T> T ask(Callable<T> question) throws Exception {
        return thread.submit(question).get(20, TimeUnit.SECONDS);
    }

    /** There is no hub here. */
    private record Nowhere() implements OpenSession.Outlet {
        @Override
        public void offer(DocumentId id, Update update) {}

        @Override
        public void show(DocumentId id, AwarenessUpdate presence) {}

        @Override
        public void linked(DocumentId id, LinkStatus status) {}
    }
}
