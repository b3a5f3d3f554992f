package dev.tandem.hub.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.crdt.TextDocument;
import dev.tandem.model.DocumentId;
import dev.tandem.protocol.Update;
import dev.tandem.store.DurableLog;
import dev.tandem.store.DurableLogs;
import dev.tandem.store.H2Database;
import dev.tandem.store.StoreException;
import dev.tandem.store.StoreOptions;
import dev.tandem.store.StoredDocument;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot replaces what it was made of only when it is as good. */
class SnapshotTest {

    private static final DocumentId NOTES = new DocumentId("notes");
    private static final long CLIENT = 7;

    @TempDir
    private Path directory;

    private H2Database database;
    private DurableLog log;

    @BeforeEach
    void open() throws Exception {
        database = H2Database.open(directory);
        log = DurableLogs.open(database, StoreOptions.defaults());
        try (TextDocument document = TextDocument.open(CLIENT)) {
            for (String word : new String[] {"good ", "old ", "words"}) {
                append(document.splice(document.length(), 0, word));
            }
            append(document.splice(0, 1, ""));
            append(document.setProperty("title", "Words"));
        }
    }

    private void append(Update update) {
        log.append(NOTES, update).join();
    }

    @AfterEach
    void close() {
        log.close();
        database.close();
    }

    private void assertRefused(String why, Function<TextDocument, Update> snapshots) throws Exception {
        StoredDocument before = log.load(NOTES);
        assertThatThrownBy(() -> new Materialiser(log, snapshots).compact(NOTES))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith("The new snapshot of notes " + why)
                .hasMessageEndingWith("; the old one and its updates stay.");
        StoredDocument after = log.load(NOTES);
        assertThat(after.snapshot()).isEqualTo(before.snapshot());
        assertThat(after.tail()).isEqualTo(before.tail()).hasSize(5);
        assertThat(new Materialiser(log).text(NOTES)).isEqualTo("ood old words");
    }

    @Test
    void aGoodOneReplacesSnapshotAndTail() throws Exception {
        Materialiser materialiser = new Materialiser(log);
        assertThat(materialiser.compact(NOTES).updates()).isEqualTo(5);
        assertThat(log.load(NOTES).tail()).isEmpty();
        assertThat(log.load(NOTES).snapshot()).isNotNull();
        assertThat(materialiser.text(NOTES)).isEqualTo("ood old words");
        assertThat(materialiser.compact(NOTES).updates()).isZero();
    }

    @Test
    void oneOfManyWritersIsAsGoodAsOneOfOne() throws Exception {
        for (long writer = 100; writer < 140; writer++) {
            try (TextDocument document = TextDocument.open(writer)) {
                append(document.splice(0, 0, writer + " "));
            }
        }
        Materialiser materialiser = new Materialiser(log);
        String text = materialiser.text(NOTES);
        assertThat(materialiser.compact(NOTES).updates()).isEqualTo(45);
        assertThat(materialiser.text(NOTES)).isEqualTo(text).contains("100 ", "139 ");
    }

    @Test
    void oneThatIsCutShortIsRefused() throws Exception {
        assertRefused("cannot be loaded", document -> {
            byte[] bytes = document.snapshot().bytes();
            return Update.trusted(Arrays.copyOf(bytes, bytes.length - 3));
        });
    }

    @Test
    void oneThatIsNoUpdateAtAllIsRefused() throws Exception {
        assertRefused("cannot be loaded", document -> Update.trusted(new byte[] {1, 1, 1, 1, 1, 1, 1, 1}));
    }

    @Test
    void anEmptyOneIsRefused() throws Exception {
        assertRefused("lacks something", document -> Update.empty());
    }

    @Test
    void oneWithoutTheLastWordIsRefused() throws Exception {
        assertRefused("lacks something", document -> {
            try (TextDocument older = TextDocument.open(CLIENT)) {
                older.splice(0, 0, "good ");
                older.splice(5, 0, "old ");
                return older.snapshot();
            }
        });
    }

    @Test
    void oneThatForgotADeletionIsRefused() throws Exception {
        assertRefused("lacks something", document -> {
            try (TextDocument undeleted = TextDocument.open(CLIENT)) {
                undeleted.splice(0, 0, "good old words");
                undeleted.setProperty("title", "Words");
                return undeleted.snapshot();
            }
        });
    }

    @Test
    void oneThatSaysSomethingElseInTheSamePlacesIsRefused() throws Exception {
        assertRefused("has another text", document -> like("evil old words", "Words"));
        assertRefused("has other properties", document -> like("good old words", "Sword"));
    }

    /** As many letters by the same client at the same clocks. */
    private static Update like(String text, String title) {
        try (TextDocument other = TextDocument.open(CLIENT)) {
            other.splice(0, 0, text);
            other.splice(0, 1, "");
            other.setProperty("title", title);
            return other.snapshot();
        }
    }
}
