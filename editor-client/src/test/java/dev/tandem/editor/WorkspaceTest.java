package dev.tandem.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.editor.session.HubState;
import dev.tandem.editor.session.Session;
import dev.tandem.model.DocumentId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {

    @TempDir
    Path profile;

    @Test
    void whatWasWrittenIsThereAfterARestart() throws Exception {
        DocumentId id;
        try (Desk desk = Desk.at(profile)) {
            Session session = desk.create("Letter");
            desk.type(session, 0, 0, "Dear Ana, 👩‍🚀\n");
            desk.type(session, 5, 3, "Bob");
            desk.awaitState(session, open -> open.state().saved());
            id = session.id();
        }
        try (Desk desk = Desk.at(profile)) {
            DocumentSummary listed = desk.workspace().documents().get(0);
            assertThat(listed.title()).isEqualTo("Letter");
            assertThat(listed.characters()).isEqualTo("Dear Bob, 👩‍🚀\n".length());
            Session session = desk.open(id);
            assertThat(desk.text(session)).isEqualTo("Dear Bob, 👩‍🚀\n");
            assertThat(desk.ask(session, Session::title)).isEqualTo("Letter");
            desk.type(session, 0, 4, "Hello");
            desk.close(session);
        }
        try (Desk desk = Desk.at(profile)) {
            assertThat(desk.text(desk.open(id))).isEqualTo("Hello Bob, 👩‍🚀\n");
        }
    }

    @Test
    void aSecondOpenGetsTheSameSessionAndTheLastCloseEndsIt() throws Exception {
        try (Desk desk = Desk.at(profile)) {
            Session first = desk.create("Notes");
            Session second = desk.open(first.id());
            assertThat(second).isSameAs(first);
            desk.close(first);
            assertThat(desk.ask(second, Session::isClosed)).isFalse();
            desk.close(second);
            assertThat(desk.ask(second, Session::isClosed)).isTrue();
        }
    }

    @Test
    void undoTakesBackOwnEditsAndIsSavedToo() throws Exception {
        DocumentId id;
        try (Desk desk = Desk.at(profile)) {
            Session session = desk.create("Notes");
            id = session.id();
            desk.type(session, 0, 0, "one");
            desk.ask(session, open -> {
                open.endUndoGroup();
                return true;
            });
            desk.type(session, 3, 0, " two");
            assertThat(desk.ask(session, Session::undo)).isPresent();
            assertThat(desk.text(session)).isEqualTo("one");
        }
        try (Desk desk = Desk.at(profile)) {
            assertThat(desk.text(desk.open(id))).isEqualTo("one");
        }
    }

    @Test
    void aDocumentNobodySharedIsOnNoHub() throws Exception {
        try (Desk desk = Desk.at(profile)) {
            Session session = desk.create("Secret");
            assertThat(desk.ask(session, Session::state).hub()).isEqualTo(new HubState.NotShared());
            assertThat(desk.workspace().hubState(session.id())).isEqualTo(new HubState.NotShared());
        }
    }

    @Test
    void aSecondProcessIsToldWhoHasTheProfile() throws Exception {
        try (Desk first = Desk.at(profile)) {
            assertThat(first.workspace().documents()).isEmpty();
            assertThatThrownBy(() -> Desk.at(profile))
                    .isInstanceOf(ProfileException.class)
                    .hasMessageContaining("is in use by another Tandem (process "
                            + ProcessHandle.current().pid() + ")")
                    .hasMessageContaining("--profile DIR");
        }
        try (Desk later = Desk.at(profile)) {
            assertThat(later.workspace().documents()).isEmpty();
        }
    }

    @Test
    void aDamagedProfileIsRefusedWithASentenceAndLeftAsItIs() throws Exception {
        try (Desk desk = Desk.at(profile)) {
            desk.create("Letter");
        }
        Path database = profile.resolve("store").resolve("tandem.mv.db");
        byte[] garbage = "this is not a database".repeat(1000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Files.write(database, garbage);
        assertThatThrownBy(() -> Desk.at(profile))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("damaged");
        assertThat(Files.readAllBytes(database)).isEqualTo(garbage);
        // The lock is free again: the same sentence, not "in use".
        assertThatThrownBy(() -> Desk.at(profile)).hasMessageContaining("damaged");
    }

    @Test
    void aProfileThatIsAFileIsRefusedWithASentence() throws Exception {
        Path file = Files.writeString(profile.resolve("file"), "hello");
        assertThatThrownBy(() -> Desk.at(file))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("is not a directory");
        assertThat(Files.readString(file)).isEqualTo("hello");
    }

    @Test
    void renamingWorksForOpenAndClosedDocuments() throws Exception {
        try (Desk desk = Desk.at(profile)) {
            Session session = desk.create("Old");
            desk.workspace().rename(session.id(), "Newer").get(10, TimeUnit.SECONDS);
            assertThat(desk.ask(session, Session::title)).isEqualTo("Newer");
            desk.close(session);
            desk.workspace().rename(session.id(), "Newest").get(10, TimeUnit.SECONDS);
            assertThat(desk.workspace().documents().get(0).title()).isEqualTo("Newest");
            assertThat(desk.ask(desk.open(session.id()), Session::title)).isEqualTo("Newest");
        }
    }

    @Test
    void aDeletedDocumentIsGoneAlsoAfterARestart() throws Exception {
        try (Desk desk = Desk.at(profile)) {
            Session session = desk.create("Gone");
            desk.type(session, 0, 0, "text");
            assertThatThrownBy(() -> desk.workspace().delete(session.id()).get(10, TimeUnit.SECONDS))
                    .hasMessageContaining("The document is open");
            desk.close(session);
            desk.workspace().delete(session.id()).get(10, TimeUnit.SECONDS);
            assertThat(desk.workspace().documents()).isEmpty();
        }
        try (Desk desk = Desk.at(profile)) {
            assertThat(desk.workspace().documents()).isEmpty();
        }
    }

    @Test
    void aFileComesBackByteForByte() throws Exception {
        byte[] bytes = "\uFEFFerste Zeile\r\nzweite: 日本語\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Path file = Files.write(profile.resolve("in.txt"), bytes);
        Path out = profile.resolve("out.txt");
        try (Desk desk = Desk.at(profile.resolve("profile"))) {
            Imported imported = desk.workspace().importFile(file).get(10, TimeUnit.SECONDS);
            assertThat(imported.notices()).isEmpty();
            Session session = desk.open(imported.id());
            assertThat(desk.text(session)).isEqualTo("erste Zeile\nzweite: 日本語\n");
            assertThat(desk.ask(session, Session::title)).isEqualTo("in.txt");
            desk.workspace().exportFile(imported.id(), out).get(10, TimeUnit.SECONDS);
        }
        assertThat(Files.readAllBytes(out)).isEqualTo(bytes);
    }

    @Test
    void whatTheWindowRemembersIsThereAfterARestart() throws Exception {
        try (Desk desk = Desk.at(profile)) {
            desk.workspace().remember("tabs", "a,b");
            desk.workspace().remember("tabs", "a,b,c");
        }
        try (Desk desk = Desk.at(profile)) {
            assertThat(desk.workspace().remembered("tabs")).contains("a,b,c");
            assertThat(desk.workspace().remembered("other")).isEmpty();
        }
    }

    @Test
    void documentsAreListedLastChangedFirst() throws Exception {
        try (Desk desk = Desk.at(profile)) {
            Session first = desk.create("first");
            Session second = desk.create("second");
            desk.type(first, 0, 0, "x");
            desk.close(first);
            desk.close(second);
            assertThat(desk.workspace().documents().stream()
                            .map(DocumentSummary::title)
                            .toList())
                    .isEqualTo(List.of("first", "second"));
        }
    }
}
