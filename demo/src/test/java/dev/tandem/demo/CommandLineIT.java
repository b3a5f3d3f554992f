package dev.tandem.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.keycloak.Child;
import dev.tandem.keycloak.FormLogin;
import dev.tandem.keycloak.KeycloakException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code tandem} at a hub that wants a login, with the real Keycloak; and what it says when something is wrong. */
class CommandLineIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PAGE_WITH_CODE = Pattern.compile("or open (\\S+)\\. The code is good");

    @TempDir
    private static Path shared;

    private static House house;

    @TempDir
    private Path directory;

    @BeforeAll
    static void openHouse() throws Exception {
        house = House.open(shared);
    }

    @AfterAll
    static void closeHouse() {
        house.close();
    }

    private static String hub() {
        return house.hub().toString();
    }

    private Shell shell(String person) throws Exception {
        return new Shell(directory.resolve(person));
    }

    private static Shell.Said done(Shell.Said said) {
        assertThat(said.exitCode()).as(said.err()).isZero();
        return said;
    }

    /** One sentence on the error stream, and nothing else. */
    private static void refused(Shell.Said said, String sentence) {
        assertThat(said.exitCode()).as(said.out()).isEqualTo(1);
        assertThat(said.err()).startsWith("tandem: ").contains(sentence).hasLineCount(1);
    }

    private static void logInWithBrowser(Shell shell, String user) throws Exception {
        Shell.Running login = shell.start("login", "--hub", hub());
        URI page = shell.pageShown();
        assertThat(new FormLogin(user, user).visit(page)).contains("Logged in");
        Shell.Said said = done(login.end());
        assertThat(said.out())
                .contains("Opening the login page in your browser.", "(" + user + ").", "which only you can read.");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(shell.profile().resolve("login.json"))))
                .isEqualTo("rw-------");
    }

    private static void logInWithCode(Shell shell, String user) throws Exception {
        Shell.Running login = shell.start("login", "--device", "--hub", hub());
        new FormLogin(user, user).approveDevice(URI.create(login.awaitOutput(PAGE_WITH_CODE)));
        assertThat(done(login.end()).out()).contains("(" + user + ").");
    }

    @Test
    void twoPeopleShareADocumentFromTheShell() throws Exception {
        Shell alice = shell("alice");
        Shell bob = shell("bob");
        logInWithBrowser(alice, "alice");
        logInWithCode(bob, "bob");
        done(bob.run("sync"));
        JsonNode status = JSON.readTree(done(alice.run("status", "--json")).out());
        assertThat(status.path("hubState").asText()).isEqualTo("online");
        assertThat(status.path("user").asText()).isEqualTo("alice");

        done(alice.run("new", "Plan"));
        done(alice.typing("by Alice\n", "write", "Plan"));
        refused(alice.run("share", "Plan", "carol"), "Nobody called \"carol\" has logged in to this hub yet");
        assertThat(done(alice.run("share", "Plan", "bob", "viewer")).out())
                .contains("owner   Alice Andersson (alice)", "viewer  Bob Bianchi (bob)");

        // A reader reads, and changes nothing.
        assertThat(done(bob.run("sync")).out()).contains("Plan: on the hub");
        assertThat(done(bob.run("list")).out()).contains("viewer").contains("Plan");
        refused(bob.typing("by Bob\n", "write", "Plan"), "You may only read \"Plan\". Nothing was changed.");
        refused(bob.run("rename", "Plan", "Mine"), "You may only read \"Plan\".");
        refused(bob.run("share", "Plan", "bob", "owner"), "");
        assertThat(done(bob.run("cat", "Plan")).out()).isEqualTo("by Alice\n");

        // An editor writes.
        done(alice.run("share", "Plan", "bob", "editor"));
        done(bob.run("sync"));
        done(bob.typing("by Bob\n", "write", "Plan", "--append"));
        done(bob.run("sync"));
        done(alice.run("sync"));
        assertThat(done(alice.run("cat", "Plan")).out()).isEqualTo("by Alice\nby Bob\n");

        aLoginThatEndedLosesNothing(alice, bob);
    }

    private static void aLoginThatEndedLosesNothing(Shell alice, Shell bob) throws Exception {
        Path login = bob.profile().resolve("login.json");
        ObjectNode kept = (ObjectNode) JSON.readTree(Files.readString(login));
        assertThat(done(bob.run("logout")).out()).isEqualToIgnoringNewLines("Logged out.");
        assertThat(login).doesNotExist();
        assertThat(done(bob.run("logout")).out()).isEqualToIgnoringNewLines("Nobody was logged in.");
        refused(bob.run("sync"), "Nobody is logged in. Log in to exchange documents with the hub.");

        // The token of a login that Keycloak has ended, past its time.
        Files.writeString(login, JSON.writeValueAsString(kept.put("expires", "2020-01-01T00:00:00Z")));
        done(bob.typing("written without a login\n", "write", "Plan", "--append"));
        refused(bob.run("sync"), "The login has ended. Log in again to go on with the hub.");
        JsonNode status = JSON.readTree(done(bob.run("status", "--json")).out());
        assertThat(status.path("hubState").asText()).isEqualTo("login-needed");
        refused(bob.run("delete", "Plan"), "\"Plan\" has edits that the hub does not have (1).");

        logInWithBrowser(bob, "bob");
        done(bob.run("sync"));
        done(alice.run("sync"));
        assertThat(done(alice.run("cat", "Plan")).out()).isEqualTo("by Alice\nby Bob\nwritten without a login\n");
        assertThat(done(bob.run("delete", "Plan")).out())
                .isEqualToIgnoringNewLines("Taken off this device. It is still on the hub.");
        assertThat(done(bob.run("list")).out()).isEmpty();
    }

    @Test
    void aLoginThatIsRefusedIsSaidAndChangesNothing() throws Exception {
        Shell carol = shell("carol");
        refused(carol.run("login", "--hub", "http://no-such-host.invalid:8484"), "no computer of that name is known");
        refused(carol.run("login"), "No hub is named yet.");

        Shell.Running login = carol.start("login", "--hub", hub());
        URI page = carol.pageShown();
        assertThatThrownBy(() -> new FormLogin("carol", "not her password").visit(page))
                .isInstanceOf(KeycloakException.class)
                .hasMessageContaining("Invalid username or password.");
        // She gives up, and Keycloak would send her back with this.
        assertThat(goBack(page, "error=access_denied")).contains("The login was refused.");
        refused(login.end(), "The login server says no: the login was cancelled or is not allowed.");
        assertThat(carol.profile().resolve("login.json")).doesNotExist();
        refused(carol.run("sync"), "Nobody is logged in.");
    }

    private static String goBack(URI page, String answer) throws Exception {
        String back = parameter(page, "redirect_uri") + "?" + answer + "&state="
                + URLEncoder.encode(parameter(page, "state"), StandardCharsets.UTF_8) + "&iss="
                + URLEncoder.encode(house.issuer().toString(), StandardCharsets.UTF_8);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(back)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String parameter(URI page, String name) {
        Matcher found = Pattern.compile("(?:^|&)" + name + "=([^&]*)").matcher(page.getRawQuery());
        assertThat(found.find()).as(name).isTrue();
        return URLDecoder.decode(found.group(1), StandardCharsets.UTF_8);
    }

    @Test
    void aHubThatGoesAwayIsSaidAndWhatIsWrittenMeanwhileGetsThereLater() throws Exception {
        Shell dora = shell("dora");
        String port;
        try (Child hub = dora.hub("--port=0", "--data=" + directory.resolve("hub"))) {
            URI address = House.awaitAddress(hub);
            port = Integer.toString(address.getPort());
            done(dora.run("new", "Plan"));
            done(dora.run("share", "Plan", "--hub", address.toString()));
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Shell.Said second =
                        dora.run("hub", "--port=" + taken.getLocalPort(), "--data=" + directory.resolve("other"));
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.err()).contains(Integer.toString(taken.getLocalPort()));
            }
        }
        done(dora.typing("while the hub was away", "write", "Plan"));
        Shell.Said away = dora.run("sync", "--timeout", "3");
        refused(away, "The hub 127.0.0.1:" + port + " cannot be reached. What you wrote is saved on this device.");
        try (Child hub = dora.hub("--port=" + port, "--data=" + directory.resolve("hub"))) {
            URI address = House.awaitAddress(hub);
            done(dora.run("sync"));
            JsonNode listed = JSON.readTree(done(dora.run("list", "--json")).out());
            String id = listed.path("documents").path(0).path("id").asText();
            HttpRequest text = HttpRequest.newBuilder(address.resolve("/api/v1/documents/" + id + "/text"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(text, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .isEqualTo("while the hub was away");
        }
    }

    @Test
    void badInputGetsASentenceAndLosesNothing() throws Exception {
        Shell erin = shell("erin");
        done(erin.run("new", "Letter"));
        done(erin.typing("Dear Ana", "write", "Letter"));

        Path huge = directory.resolve("huge");
        try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
            sparse.setLength(2L << 30);
        }
        refused(erin.run("import", huge.toString()), "has 2048 MiB; a document holds at most 50 MiB");
        Path binary = Files.write(directory.resolve("binary"), new byte[] {'a', 0, 'b'});
        refused(erin.run("import", binary.toString()), "is not a text file: it holds zero bytes");
        refused(erin.run("export", "Letter", "/no/such/directory/letter.txt"), "/no/such/directory");

        Shell.Said flag = erin.run("list", "--jsno");
        assertThat(flag.exitCode()).isEqualTo(2);
        assertThat(flag.err()).contains("Unknown option: '--jsno'", "Try 'tandem list --help'.");

        Shell.Said nonsense = erin.run("hub", "--port=0", "--database=nonsense");
        assertThat(nonsense.exitCode()).isEqualTo(2);
        assertThat(nonsense.err()).startsWith("tandem hub: --database is a JDBC URL of PostgreSQL");
        Shell.Said noServer =
                erin.run("hub", "--port=0", "--database=jdbc:postgresql://127.0.0.1:1/none?user=u&password=secret");
        assertThat(noServer.exitCode()).isEqualTo(1);
        assertThat(noServer.err())
                .contains("The database jdbc:postgresql://127.0.0.1:1/none cannot be reached: ")
                .doesNotContain("secret");

        // Somebody else has the profile open: a command that waits for its input.
        Shell.Running writing = erin.start("write", "Letter", "--append");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> erin.run("list").err().contains("is in use by another Tandem (process "));
        try (var in = writing.process().outputWriter()) {
            in.write(", how are you?");
        }
        done(writing.end());
        assertThat(done(erin.run("cat", "Letter")).out()).isEqualTo("Dear Ana, how are you?");

        Path database = erin.profile().resolve("store").resolve("tandem.mv.db");
        byte[] healthy = Files.readAllBytes(database);
        byte[] damaged = "this is not a database".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
        Files.write(database, damaged);
        refused(erin.run("cat", "Letter"), "is damaged or was not made by Tandem");
        assertThat(Files.readAllBytes(database)).isEqualTo(damaged);
        Files.write(database, healthy);
        assertThat(done(erin.run("cat", "Letter")).out()).isEqualTo("Dear Ana, how are you?");
    }
}
