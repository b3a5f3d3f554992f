package dev.tandem.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.model.DocumentId;
import dev.tandem.protocol.Update;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link DurableLog} does, whatever is behind it. */
abstract class DurableLogContract {

    private static final DocumentId NOTES = new DocumentId("notes");
    private static final DocumentId POEM = new DocumentId("poem");

    DurableLog log;

    /** The log over what the last one left. */
    abstract DurableLog open() throws Exception;

    @BeforeEach
    void openFirst() throws Exception {
        log = open();
    }

    @AfterEach
    void closeLast() {
        log.close();
    }

    final void reopen() throws Exception {
        log.close();
        log = open();
    }

    static Update update(String text) {
        return Update.trusted(text.getBytes(UTF_8));
    }

    static List<String> texts(List<Update> updates) {
        return updates.stream().map(update -> new String(update.bytes(), UTF_8)).toList();
    }

    final void append(DocumentId document, String... texts) {
        CompletableFuture.allOf(Arrays.stream(texts)
                        .map(text -> log.append(document, update(text)))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    @Test
    void aDocumentThatNobodyWroteIsEmpty() throws Exception {
        assertThat(log.load(NOTES).isEmpty()).isTrue();
        assertThat(log.load(NOTES).lastSequence()).isZero();
        assertThat(log.documents()).isEmpty();
        assertThat(log.failure()).isEmpty();
    }

    @Test
    void whatIsAcknowledgedIsLoadedAtOnceAndInOrder() throws Exception {
        append(NOTES, "a", "b", "c");

        assertThat(texts(log.load(NOTES).tail())).containsExactly("a", "b", "c");
        assertThat(log.documents()).containsExactly(NOTES);
    }

    @Test
    void whatIsAcknowledgedIsThereAfterReopening() throws Exception {
        append(NOTES, "a", "b");
        reopen();
        append(NOTES, "c");
        reopen();

        assertThat(texts(log.load(NOTES).tail())).containsExactly("a", "b", "c");
    }

    @Test
    void documentsDoNotMix() throws Exception {
        append(NOTES, "n");
        append(POEM, "p", "q");

        assertThat(texts(log.load(NOTES).tail())).containsExactly("n");
        assertThat(texts(log.load(POEM).tail())).containsExactly("p", "q");
        assertThat(log.documents()).containsExactlyInAnyOrder(NOTES, POEM);
    }

    @Test
    void equalUpdatesAreKeptAsOftenAsTheyWereAppended() throws Exception {
        append(NOTES, "x", "x", "x");
        reopen();

        assertThat(texts(log.load(NOTES).tail())).containsExactly("x", "x", "x");
    }

    @Test
    void aSnapshotReplacesWhatItWasMadeOfAndNothingLater() throws Exception {
        append(NOTES, "a", "b");
        StoredDocument before = log.load(NOTES);
        append(NOTES, "c");
        log.compact(NOTES, before.lastSequence(), update("ab"));

        for (int round = 0; round < 2; round++) {
            StoredDocument after = log.load(NOTES);
            assertThat(after.snapshot()).isEqualTo(update("ab"));
            assertThat(texts(after.tail())).containsExactly("c");
            assertThat(after.lastSequence()).isGreaterThan(before.lastSequence());
            reopen();
        }
    }

    @Test
    void aSnapshotOfEverythingLeavesAnEmptyTailAndItsNumber() throws Exception {
        append(NOTES, "a", "b");
        long through = log.load(NOTES).lastSequence();
        log.compact(NOTES, through, update("ab"));

        assertThat(log.load(NOTES)).isEqualTo(new StoredDocument(update("ab"), List.of(), through));
        assertThat(log.documents()).containsExactly(NOTES);
        append(NOTES, "c");
        assertThat(log.load(NOTES).lastSequence()).isGreaterThan(through);
    }

    @Test
    void anOlderSnapshotNeverReplacesANewerOne() throws Exception {
        append(NOTES, "a");
        long first = log.load(NOTES).lastSequence();
        append(NOTES, "b");
        long second = log.load(NOTES).lastSequence();
        log.compact(NOTES, second, update("ab"));
        log.compact(NOTES, first, update("a"));
        log.compact(NOTES, second, update("again"));

        assertThat(log.load(NOTES).snapshot()).isEqualTo(update("ab"));
    }

    @Test
    void aDeletedDocumentStaysDeletedWhateverIsReplayed() throws Exception {
        append(NOTES, "a", "b");
        append(POEM, "p");
        long through = log.load(NOTES).lastSequence();
        log.delete(NOTES);

        for (int round = 0; round < 2; round++) {
            assertThat(log.load(NOTES).isEmpty()).isTrue();
            assertThat(log.documents()).containsExactly(POEM);
            // A compaction that was under way when the document was deleted comes too late.
            log.compact(NOTES, through, update("ab"));
            assertThat(log.load(NOTES).isEmpty()).isTrue();
            reopen();
        }
    }

    @Test
    void aNameThatWasDeletedCanBeWrittenAgain() throws Exception {
        append(NOTES, "old");
        log.delete(NOTES);
        append(NOTES, "new");

        assertThat(texts(log.load(NOTES).tail())).containsExactly("new");
        reopen();
        assertThat(texts(log.load(NOTES).tail())).containsExactly("new");
    }

    @Test
    void deletingADocumentThatIsNotThereDoesNothing() throws Exception {
        log.delete(NOTES);

        assertThat(log.documents()).isEmpty();
        assertThat(log.load(NOTES).isEmpty()).isTrue();
    }

    @Test
    void updatesOfAllSizesComeBackAsTheyWere() throws Exception {
        Random random = new Random(7);
        List<Update> written = new ArrayList<>();
        for (int size : new int[] {0, 1, 255, 256, 257, 4095, 4096, 4097, 70_000, 1 << 20, (1 << 20) + 1, 5 << 20}) {
            byte[] bytes = new byte[size];
            random.nextBytes(bytes);
            written.add(Update.trusted(bytes));
        }
        CompletableFuture.allOf(written.stream().map(u -> log.append(NOTES, u)).toArray(CompletableFuture[]::new))
                .join();
        assertThat(log.load(NOTES).tail()).isEqualTo(written);
        reopen();
        StoredDocument stored = log.load(NOTES);
        assertThat(stored.tail()).isEqualTo(written);

        byte[] large = new byte[9 << 20];
        random.nextBytes(large);
        log.compact(NOTES, stored.lastSequence(), Update.trusted(large));
        assertThat(log.load(NOTES))
                .isEqualTo(new StoredDocument(Update.trusted(large), List.of(), stored.lastSequence()));
    }

    @Test
    void anyNameThatADocumentMayHaveIsKept() throws Exception {
        List<DocumentId> documents = List.of(
                new DocumentId("../../etc/passwd"),
                new DocumentId("100% 'quoted' \"name\"; DROP TABLE stored_update"),
                new DocumentId("Ünïcödé 文書 🦄"),
                new DocumentId("🦄".repeat(DocumentId.MAX_LENGTH / 2)),
                new DocumentId("\uFFFF".repeat(DocumentId.MAX_LENGTH)),
                new DocumentId("case"),
                new DocumentId("CASE"),
                new DocumentId("blank"),
                new DocumentId("blank "));
        for (DocumentId document : documents) {
            append(document, "in " + document);
        }
        reopen();

        assertThat(log.documents()).containsExactlyInAnyOrderElementsOf(documents);
        for (DocumentId document : documents) {
            assertThat(texts(log.load(document).tail())).containsExactly("in " + document);
        }
    }

    @Test
    void manyThreadsAppendAndEachDocumentKeepsTheOrderOfItsWriter() throws Exception {
        int writers = 8;
        int each = 300;
        List<Thread> threads = IntStream.range(0, writers)
                .mapToObj(writer -> new Thread(() -> {
                    List<CompletableFuture<Void>> open = new ArrayList<>();
                    for (int i = 0; i < each; i++) {
                        open.add(log.append(new DocumentId("of " + writer), update("" + i)));
                    }
                    CompletableFuture.allOf(open.toArray(CompletableFuture[]::new))
                            .join();
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        List<String> expected =
                IntStream.range(0, each).mapToObj(String::valueOf).toList();
        for (int round = 0; round < 2; round++) {
            for (int writer = 0; writer < writers; writer++) {
                assertThat(texts(log.load(new DocumentId("of " + writer)).tail()))
                        .isEqualTo(expected);
            }
            reopen();
        }
    }

    @Test
    void compactingWhileOthersAppendLosesNothing() throws Exception {
        int count = 600;
        List<CompletableFuture<Void>> open = new ArrayList<>();
        Thread writer = new Thread(() -> {
            for (int i = 0; i < count; i++) {
                open.add(log.append(NOTES, update(i + " ")));
                if (i % 20 == 0) {
                    open.get(i).join();
                }
            }
        });
        writer.start();
        while (writer.isAlive()) {
            StoredDocument stored = log.load(NOTES);
            if (!stored.isEmpty()) {
                log.compact(NOTES, stored.lastSequence(), update(everything(stored)));
            }
        }
        writer.join();
        CompletableFuture.allOf(open.toArray(CompletableFuture[]::new)).join();

        StringBuilder expected = new StringBuilder();
        IntStream.range(0, count).forEach(i -> expected.append(i).append(' '));
        assertThat(everything(log.load(NOTES))).isEqualTo(expected.toString());
        reopen();
        assertThat(everything(log.load(NOTES))).isEqualTo(expected.toString());
    }

    private static String everything(StoredDocument stored) {
        Update snapshot = stored.snapshot();
        String old = snapshot == null ? "" : new String(snapshot.bytes(), UTF_8);
        return old + String.join("", texts(stored.tail()));
    }

    @Test
    void theMemoryFigureGoesBackToNothing() throws Exception {
        append(NOTES, "a", "b", "c");
        log.close();

        assertThat(log.queuedBytes()).isZero();
    }

    @Test
    void anAppendAfterClosingIsCancelledAndNotCounted() throws Exception {
        log.close();
        CompletableFuture<Void> late = log.append(NOTES, update("late"));

        assertThat(late).isCancelled();
        assertThat(log.queuedBytes()).isZero();
    }
}
