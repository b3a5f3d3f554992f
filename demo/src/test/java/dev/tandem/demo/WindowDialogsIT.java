package dev.tandem.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.editor.Profile;
import dev.tandem.editor.Workspace;
import dev.tandem.editor.login.FileVault;
import dev.tandem.editor.session.HubState;
import dev.tandem.editor.ui.EditorApp;
import dev.tandem.editor.ui.EditorOptions;
import dev.tandem.editor.ui.WindowMemory;
import dev.tandem.keycloak.FormLogin;
import dev.tandem.keycloak.KeycloakException;
import java.awt.Frame;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.awt.event.WindowEvent;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.swing.JComboBox;
import javax.swing.JDialog;
import javax.swing.JList;
import javax.swing.SwingUtilities;
import javax.swing.text.JTextComponent;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * Alice and Bob at the windows' own dialogs, with the real Keycloak and a real hub: from the address of the hub to the
 * login that has ended. Alice has a browser, which the test plays at the real login form; Bob has none and gets a code.
 */
class WindowDialogsIT {

    @TempDir
    private Path folder;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    @SuppressWarnings("NullAway.Init") // JUnit calls start() first.
    private Hands hands;

    @SuppressWarnings("NullAway.Init") // JUnit calls start() first.
    private House house;

    @SuppressWarnings("NullAway.Init") // She sits down before anything else happens.
    private Seat alice;

    @SuppressWarnings("NullAway.Init") // He sits down before he does anything.
    private Seat bob;

    /** A window, and the workspace behind it. */
    private record Seat(Workspace workspace, EditorApp app, Frame window) implements AutoCloseable {

        JTextComponent text() {
            return Hands.named(window, JTextComponent.class, "Text of the document");
        }

        HubState hub() {
            return workspace.hubState(workspace.documents().get(0).id());
        }

        @Override
        public void close() {
            SwingUtilities.invokeLater(() -> window.dispatchEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSING)));
            try {
                app.awaitClosed();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            workspace.close();
        }
    }

    @BeforeEach
    void start() throws Exception {
        hands = new Hands();
        house = House.open(folder);
        opened.push(house);
    }

    @AfterEach
    void stop() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    private Seat sit(String name, String browser, int x, int y) throws Exception {
        Path profile = Files.createDirectories(folder.resolve(name));
        Files.writeString(profile.resolve("settings.properties"), "appearance=light\nlogin.browser=" + browser + "\n");
        Workspace workspace =
                Workspace.open(Profile.at(profile), directory -> new FileVault(directory.resolve("login.json")));
        WindowMemory.placeNext(workspace, new Rectangle(x, y, 1080, 700));
        List<Frame> before = Arrays.asList(Frame.getFrames());
        EditorApp app = EditorApp.start(workspace, EditorOptions.none());
        Frame window = Arrays.stream(Frame.getFrames())
                .filter(frame -> !before.contains(frame) && frame.isShowing())
                .findFirst()
                .orElseThrow();
        Seat seat = new Seat(workspace, app, window);
        opened.push(seat);
        seat.text();
        return seat;
    }

    /** A program that only notes which page it was to show. */
    private Path browser() throws IOException {
        if (!Files.isExecutable(Path.of("/bin/sh"))) {
            System.err.println("SKIPPED: there is no /bin/sh for the program that plays the browser.");
            throw new TestAbortedException("no /bin/sh");
        }
        Path script = folder.resolve("browser");
        Files.writeString(
                script,
                "#!/bin/sh\nprintf %s \"$1\" >'" + shown() + ".part' && mv '" + shown() + ".part' '" + shown() + "'\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private Path shown() {
        return folder.resolve("shown-page");
    }

    /** The page that the editor has opened in the browser. */
    private URI page() throws IOException {
        await("the login page").atMost(Duration.ofSeconds(60)).until(() -> Files.exists(shown()));
        URI page = URI.create(Files.readString(shown()));
        Files.delete(shown());
        return page;
    }

    @Test
    void twoPeopleConnectLogInShareAndWriteThroughTheDialogs() throws Exception {
        alice = sit("alice", browser().toString(), 10, 10);
        aliceConnects();
        aliceIsRefusedCancelsAndLogsIn();
        bob = sit("bob", folder.resolve("no-such-browser").toString(), 60, 50);
        bobLogsInWithACode();
        aliceSharesWithBob();
        bobOpensAndBothWrite();
        bobBecomesAViewer();
        bobLosesTheDocument();
        alicesLoginEndsWhileSheIsAway();
        aliceLogsOut();
    }

    private void aliceConnects() throws Exception {
        hands.look(alice.window());
        hands.click(alice.text());
        hands.type("Plans for the summer\n");
        hands.menu(alice.window(), "Hub", "Connect to a Hub…");
        JDialog connect = Hands.dialog(alice.window(), "Connect to a Hub");
        JTextComponent address =
                Hands.part("the address", connect, javax.swing.JTextField.class, field -> field.isEditable());
        hands.fill(address, "not an address");
        hands.press(KeyEvent.VK_ENTER);
        hands.untilSaid(connect, "That is not an address of a hub.");
        hands.fill(address, "http://nowhere.invalid:8484");
        hands.press(KeyEvent.VK_ENTER);
        hands.untilSaid(connect, "The hub nowhere.invalid:8484 cannot be reached: no computer of that name is known.");
        hands.picture(connect, "dialog-connect-unknown-host");
        hands.fill(address, house.issuer().getScheme() + "://" + house.issuer().getAuthority());
        hands.press(KeyEvent.VK_ENTER);
        hands.untilSaid(connect, "answers, but not as a Tandem hub.");
        hands.fill(address, house.hub().toString());
        hands.press(KeyEvent.VK_ENTER);
        Hands.until("the dialog has gone", () -> !connect.isShowing());
    }

    private void aliceIsRefusedCancelsAndLogsIn() throws Exception {
        URI first = page();
        JDialog login = Hands.dialog(alice.window(), "Log In");
        hands.picture(login, "dialog-login");
        Assertions.assertThatThrownBy(() -> new FormLogin("alice", "wrong").visit(first))
                .isInstanceOf(KeycloakException.class)
                .hasMessageContaining("Invalid username or password");
        assertThat(Hands.<Boolean>ask(login::isShowing))
                .as("a mistyped password leaves the way open")
                .isTrue();
        // What Keycloak sends the browser back with when the person there says no.
        assertThat(visit(URI.create(parameter(first, "redirect_uri") + "?error=access_denied&state="
                        + URLEncoder.encode(parameter(first, "state"), StandardCharsets.UTF_8) + "&iss="
                        + URLEncoder.encode(house.issuer().toString(), StandardCharsets.UTF_8))))
                .contains("The login was refused.");
        hands.untilSaid(alice.window(), "The login server says no: the login was cancelled or is not allowed.");
        Hands.until("the login dialog has gone", () -> !login.isShowing());
        hands.picture(alice.window(), "login-refused");

        hands.menu(alice.window(), "Hub", "Log In…");
        page();
        JDialog second = Hands.dialog(alice.window(), "Log In");
        hands.click(Hands.button(second, "Cancel"));
        Hands.until("the login dialog has gone", () -> !second.isShowing());

        hands.menu(alice.window(), "Hub", "Log In…");
        URI third = page();
        JDialog last = Hands.dialog(alice.window(), "Log In");
        new FormLogin("alice", "alice").visit(third);
        Hands.until("the login dialog has gone", () -> !last.isShowing());
        hands.untilSaid(alice.window(), "Alice Andersson (you)");
    }

    private void bobLogsInWithACode() throws Exception {
        hands.menu(bob.window(), "Hub", "Connect to a Hub…");
        JDialog connect = Hands.dialog(bob.window(), "Connect to a Hub");
        hands.fill(
                Hands.part("the address", connect, javax.swing.JTextField.class, field -> field.isEditable()),
                house.hub().getAuthority());
        hands.press(KeyEvent.VK_ENTER);
        JDialog dialog = Hands.dialog(bob.window(), "Log In with a Code");
        hands.picture(dialog, "dialog-code");
        String code = Hands.named(dialog, JTextComponent.class, "Code").getText();
        URI address = URI.create(Hands.named(dialog, JTextComponent.class, "Address of the login page")
                .getText());
        new FormLogin("bob", "bob").approveDevice(URI.create(address + "?user_code=" + code));
        Hands.until("the dialog has gone", () -> !dialog.isShowing());
        hands.untilSaid(bob.window(), "Bob Bianchi (you)");
    }

    private void aliceSharesWithBob() throws Exception {
        JDialog share = share("nobody-of-that-name", "Can edit");
        hands.untilSaid(share, "Nobody called \"nobody-of-that-name\" has logged in to this hub yet");
        hands.picture(share, "dialog-share-unknown-person");
        hands.fill(Hands.named(share, JTextComponent.class, "User name"), "bob");
        hands.press(KeyEvent.VK_ENTER);
        hands.untilSaid(share, "Bob Bianchi");
        hands.picture(share, "dialog-share");
        hands.click(Hands.button(share, "Done"));
        Hands.until("the dialog has gone", () -> !share.isShowing());
    }

    /** Opens the share dialog of alice's document and types that person into it. */
    private JDialog share(String person, String role) {
        hands.look(alice.window());
        hands.press(KeyEvent.VK_E, KeyEvent.VK_CONTROL, KeyEvent.VK_SHIFT);
        JDialog share = Hands.dialog(alice.window(), "Share");
        hands.fill(Hands.named(share, JTextComponent.class, "User name"), person);
        JComboBox<?> roles = Hands.named(share, JComboBox.class, "What they may do");
        hands.click(roles);
        for (int row = 0; row < roles.getItemCount(); row++) {
            hands.press(KeyEvent.VK_UP);
        }
        for (int row = 0; row < roles.getItemCount(); row++) {
            if (role.equals(String.valueOf(Hands.<Object>ask(roles::getSelectedItem)))) {
                break;
            }
            hands.press(KeyEvent.VK_DOWN);
        }
        hands.press(KeyEvent.VK_ENTER);
        Hands.until("the role is chosen", () -> role.equals(String.valueOf(roles.getSelectedItem())));
        hands.click(Hands.button(share, "Share"));
        return share;
    }

    private void bobOpensAndBothWrite() throws Exception {
        hands.menu(bob.window(), "Hub", "Look for Shared Documents");
        JList<?> list = Hands.named(bob.window(), JList.class, "Documents on this device");
        Hands.until("the document is in Bob's list", () -> list.getModel().getSize() == 2);
        hands.press(KeyEvent.VK_P, KeyEvent.VK_CONTROL);
        hands.type("plans");
        Hands.until("it is the only one", () -> list.getModel().getSize() == 1);
        hands.press(KeyEvent.VK_DOWN);
        hands.press(KeyEvent.VK_ENTER);
        Hands.until("it is open", () -> bob.text().getText().equals("Plans for the summer\n"));
        Hands.until("Bob's caret is in it", () -> bob.text().isFocusOwner());
        hands.press(KeyEvent.VK_END, KeyEvent.VK_CONTROL);
        hands.type("bob writes this\n");
        Hands.until("Alice sees it", () -> alice.text().getText().equals("Plans for the summer\nbob writes this\n"));
        hands.look(alice.window());
        hands.click(alice.text());
        hands.press(KeyEvent.VK_END, KeyEvent.VK_CONTROL);
        hands.type("and alice this");
        Hands.until("Bob sees that", () -> bob.text().getText().endsWith("and alice this"));
        hands.untilSaid(alice.window(), "Bob Bianchi");
        hands.untilSaid(bob.window(), "Alice Andersson");
        Hands.until("everything is on the hub", () -> alice.hub() instanceof HubState.OnHub);
        hands.picture(alice.window(), "shared-alice");
        hands.look(bob.window());
        hands.picture(bob.window(), "shared-bob");
    }

    private void bobBecomesAViewer() throws Exception {
        JDialog share = share("bob", "Can read");
        hands.untilSaid(share, "Can read");
        hands.click(Hands.button(share, "Done"));
        hands.untilSaid(bob.window(), "You can read this document.");
        hands.look(bob.window());
        hands.click(bob.text());
        String before = Hands.ask(() -> bob.text().getText());
        hands.type("not this");
        hands.picture(bob.window(), "viewer");
        hands.look(alice.window());
        hands.click(alice.text());
        hands.press(KeyEvent.VK_END, KeyEvent.VK_CONTROL);
        hands.type(" alone");
        Hands.until("Bob still reads along", () -> bob.text().getText().equals(before + " alone"));
    }

    private void bobLosesTheDocument() throws Exception {
        hands.look(alice.window());
        hands.press(KeyEvent.VK_E, KeyEvent.VK_CONTROL, KeyEvent.VK_SHIFT);
        JDialog share = Hands.dialog(alice.window(), "Share");
        hands.click(Hands.named(share, javax.swing.JButton.class, "Take Bob Bianchi's access away"));
        hands.untilSaid(bob.window(), "Not taken by the hub");
        hands.look(bob.window());
        hands.picture(bob.window(), "access-taken");
        assertThat(Hands.ask(() -> bob.text().getText())).startsWith("Plans for the summer\nbob writes this\n");
        hands.look(share);
        hands.press(KeyEvent.VK_ESCAPE);
        Hands.until("the dialog has gone", () -> !share.isShowing());
    }

    private void alicesLoginEndsWhileSheIsAway() throws Exception {
        String text = Hands.ask(() -> alice.text().getText());
        opened.remove(alice);
        alice.close();
        endLogin(folder.resolve("alice").resolve("login.json"));
        alice = sit("alice", browser().toString(), 10, 10);
        hands.untilSaid(alice.window(), "The login has ended. Log in again to go on with the hub.");
        hands.look(alice.window());
        hands.click(alice.text());
        hands.press(KeyEvent.VK_END, KeyEvent.VK_CONTROL);
        hands.type(", later");
        Hands.until("it is written", () -> alice.text().getText().equals(text + ", later"));
        hands.untilSaid(alice.window(), "Saved on this device");
        hands.picture(alice.window(), "login-ended");
        hands.click(Hands.button(alice.window(), "Log In"));
        new FormLogin("alice", "alice").visit(page());
        Hands.until("it is on the hub", () -> alice.hub() instanceof HubState.OnHub);
        Hands.until("nothing more is said", () -> !Hands.says(alice.window(), "The login has ended."));
    }

    private void aliceLogsOut() throws Exception {
        hands.menu(alice.window(), "Hub", "Log Out");
        hands.untilSaid(alice.window(), "Nobody is logged in. Log in to exchange documents with the hub.");
        assertThat(folder.resolve("alice").resolve("login.json")).doesNotExist();
        hands.picture(alice.window(), "logged-out");
    }

    /** Makes the stored access token an old one, and ends the login at Keycloak. */
    private void endLogin(Path vault) throws IOException, InterruptedException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode tokens = (ObjectNode) json.readTree(vault.toFile());
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(house.issuer() + "/protocol/openid-connect/revoke"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString("client_id=tandem-desktop&token="
                                        + tokens.path("refreshToken").textValue()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        json.writeValue(vault.toFile(), tokens.put("expires", "2020-01-01T00:00:00Z"));
    }

    private static String visit(URI address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String parameter(URI address, String name) {
        Matcher found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(address.toString());
        assertThat(found.find()).as(name + " in " + address).isTrue();
        return URLDecoder.decode(found.group(1), StandardCharsets.UTF_8);
    }
}
