package dev.tandem.editor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.editor.DocumentSummary;
import dev.tandem.editor.Profile;
import dev.tandem.editor.Workspace;
import dev.tandem.editor.login.FileVault;
import dev.tandem.editor.session.HubState;
import dev.tandem.editor.session.Peer;
import dev.tandem.editor.text.DocumentArea;
import dev.tandem.editor.ui.theme.Appearance;
import dev.tandem.hub.Hub;
import dev.tandem.hub.HubConfig;
import dev.tandem.model.DocumentId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two windows on two profiles, joined by a real hub. Its pictures are those of the README. */
class TwoPeopleIT {

    private static final String TRIP = """
            # Trip to Lisbon

            We meet at the station on **Friday**, a quarter past eight.
            Tickets are in the shared folder; bring a printed copy, the
            scanner at the gate is picky.

            ## What to bring

            - comfortable shoes
            - the yellow guide book
            - chargers, and one adapter for both of us
            - something to read for the night train

            ## Saturday

            The castle opens at nine. If we are early there is a bakery just
            below the gate with very good pastel de nata.
            """;

    @TempDir
    private Path folder;

    private Screen screen;
    private Hub hub;
    private final List<Person> people = new ArrayList<>();

    /** Somebody at a window of their own. */
    private record Person(Workspace workspace, EditorApp app, MainWindow window) {
        DocumentArea area() {
            return Screen.front(window).area();
        }

        HubState hubState() {
            return Screen.front(window).session().state().hub();
        }
    }

    @BeforeEach
    void start() throws Exception {
        screen = new Screen();
        hub = Hub.start(HubConfig.open(folder.resolve("hub")));
    }

    @AfterEach
    void stop() throws Exception {
        for (Person person : people) {
            Screen.ask(() -> {
                person.window().quit();
                return null;
            });
            person.app().awaitClosed();
            person.workspace().close();
        }
        if (hub != null) {
            hub.close();
        }
    }

    private Person arrive(String name, EditorOptions options) throws Exception {
        Path profile = Files.createDirectories(folder.resolve(name));
        Files.writeString(profile.resolve("settings.properties"), "person.name=" + name + "\nappearance=light\n");
        Workspace workspace =
                Workspace.open(Profile.at(profile), directory -> new FileVault(directory.resolve("login.json")));
        List<MainWindow> before = Screen.windows();
        EditorApp app = EditorApp.start(workspace, options);
        MainWindow window = Screen.windows().stream()
                .filter(one -> !before.contains(one))
                .findFirst()
                .orElseThrow();
        Person person = new Person(workspace, app, window);
        people.add(person);
        Screen.until("a document is in front", () -> window.tabs().front().isPresent());
        Screen.ask(() -> {
            window.setBounds(40, 30, 1120, 740);
            return null;
        });
        return person;
    }

    private void look(Appearance look) {
        Screen.ask(() -> {
            for (Person person : people) {
                person.window().appearance(look);
            }
            return null;
        });
    }

    private Person alone() throws Exception {
        Person alice = arrive("Alice Arnold", EditorOptions.none());
        DocumentId id = Screen.ask(() -> Screen.front(alice.window()).session().id());
        alice.workspace().rename(id, "Trip to Lisbon.md").get(20, TimeUnit.SECONDS);
        Screen.ask(() -> {
            alice.area().replaceSelection(TRIP);
            alice.area().setCaretPosition(TRIP.indexOf("shoes") - 1);
            return null;
        });
        for (String title : List.of("Meeting notes", "House rules", "Shopping list")) {
            Screen.ask(() -> {
                alice.workspace().create(title, Later.ON_EVENT_THREAD).close();
                return null;
            });
        }
        Screen.until(
                "saved", () -> Screen.front(alice.window()).session().state().saved());
        screen.focus(alice.window());
        return alice;
    }

    @Test
    void onePersonAloneInLightAndDark() throws Exception {
        Person alice = alone();
        screen.picture(alice.window(), "alone-light");
        look(Appearance.DARK);
        screen.picture(alice.window(), "alone-dark");
        assertThat(Screen.ask(alice::hubState)).isEqualTo(new HubState.NotShared());
    }

    @Test
    void twoPeopleTypeAndSeeEachOtherAndGoOnWhenTheHubIsAway() throws Exception {
        Person alice = alone();
        DocumentId id = Screen.ask(() -> Screen.front(alice.window()).session().id());
        alice.workspace().hub().connect(hub.uri()).get(30, TimeUnit.SECONDS);
        alice.workspace().hub().share(id).get(30, TimeUnit.SECONDS);
        Screen.until("on the hub", () -> alice.hubState() instanceof HubState.OnHub);

        Person bruno = arrive("Bruno Keller", EditorOptions.none());
        bruno.workspace().hub().connect(hub.uri()).get(30, TimeUnit.SECONDS);
        Screen.until("the document is in Bruno's list", () -> {
            var unused = bruno.workspace().hub().refresh();
            return bruno.workspace().documents().stream()
                    .map(DocumentSummary::id)
                    .anyMatch(id::equals);
        });
        Screen.ask(() -> {
            bruno.window().open(id);
            return null;
        });
        Screen.assertText(bruno.window(), TRIP);

        screen.focus(alice.window());
        screen.type(" and socks");
        Screen.assertText(bruno.window(), TRIP.replace("comfortable shoes", "comfortable and socks shoes"));
        write(bruno, TRIP.indexOf("the yellow") + 4 + " and socks".length(), "small ");
        String both = TRIP.replace("comfortable shoes", "comfortable and socks shoes")
                .replace("the yellow", "the small yellow");
        Screen.assertText(alice.window(), both);
        Screen.assertText(bruno.window(), both);
        Screen.ask(() -> {
            int at = both.indexOf("yellow guide");
            bruno.area().select(at, at + "yellow guide".length());
            return null;
        });
        Screen.until(
                "Bruno's selection is seen",
                () -> peers(alice).stream()
                        .anyMatch(peer -> peer.name().equals("Bruno Keller")
                                && Integer.valueOf(both.indexOf("yellow guide")).equals(peer.anchor())));
        Screen.until("all of it is on the hub", () -> alice.hubState() instanceof HubState.OnHub);
        screen.focus(alice.window());
        screen.picture(alice.window(), "two-light");
        look(Appearance.DARK);
        Screen.ask(() -> {
            bruno.area().setCaretPosition(both.indexOf("pastel"));
            bruno.window().setVisible(false);
            return null;
        });
        Screen.until(
                "Bruno's caret is seen",
                () -> peers(alice).stream()
                        .anyMatch(
                                peer -> Integer.valueOf(both.indexOf("pastel")).equals(peer.head())));
        screen.focus(alice.window());
        screen.picture(alice.window(), "two-dark");

        int port = hub.port();
        hub.close();
        Screen.until("offline", () -> alice.hubState() instanceof HubState.Offline);
        screen.focus(alice.window());
        screen.type(" alone");
        write(bruno, 0, "Bruno. ");
        Screen.until(
                "waiting and saved",
                () -> alice.hubState() instanceof HubState.Offline offline
                        && offline.waiting() > 0
                        && Screen.front(alice.window()).session().state().saved());
        screen.picture(alice.window(), "offline-dark");
        look(Appearance.LIGHT);
        screen.picture(alice.window(), "offline-light");
        hub = Hub.start(HubConfig.open(folder.resolve("hub")).listeningOn("127.0.0.1", port));
        for (Person person : people) {
            Screen.ask(() -> {
                person.window().hubFlow().tryNow(hub.uri());
                return null;
            });
        }
        String joined = "Bruno. " + both.replace("and socks", "and socks alone");
        Screen.assertText(alice.window(), joined);
        Screen.assertText(bruno.window(), joined);
    }

    private static List<Peer> peers(Person person) {
        return Screen.front(person.window()).session().peers();
    }

    /** Types in a window that does not have the keyboard, one character at a time. */
    private static void write(Person person, int offset, String text) {
        Screen.ask(() -> {
            person.area().setCaretPosition(offset);
            return null;
        });
        for (int at = 0; at < text.length(); at++) {
            String key = text.substring(at, at + 1);
            Screen.ask(() -> {
                person.area().replaceSelection(key);
                return null;
            });
        }
    }
}
