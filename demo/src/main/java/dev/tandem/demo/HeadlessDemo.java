package dev.tandem.demo;

import dev.tandem.editor.session.HubState;
import dev.tandem.editor.session.Session;
import dev.tandem.keycloak.CodeFlow;
import dev.tandem.keycloak.KeycloakException;
import dev.tandem.model.DocumentId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Alice and Bob write the script together through a real hub, logged in by a real Keycloak. Twice the cables are pulled,
 * first Alice's, then both, and they write on while apart. At the end everything that must be equal is compared.
 */
final class HeadlessDemo {
    /** How much each may write while apart, as far as it does not build on what the other writes meanwhile. */
    private static final int APART = 400;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Script script;
    private final Outcome outcome;
    private final Places places = new Places();

    HeadlessDemo(Script script, Outcome outcome) {
        this.script = script;
        this.outcome = outcome;
    }

    void run(Path directory) throws DemoException, IOException, InterruptedException {
        outcome.say("Starting Keycloak and the hub");
        try (House house = House.open(directory)) {
            outcome.say(String.format("Keycloak serves %s, the hub is at %s", house.issuer(), house.hub()));
            String written;
            DocumentId document;
            Path aliceProfile = directory.resolve("alice");
            try (Cable aliceCable = Cable.to(house.hub());
                    Cable bobCable = Cable.to(house.hub());
                    Editor alice = Editor.open("alice", aliceProfile);
                    Editor bob = Editor.open("bob", directory.resolve("bob"))) {
                outcome.say(String.format(
                        "%s and %s are logged in",
                        alice.login(aliceCable.address()).name(),
                        bob.login(bobCable.address()).name()));
                document = alice.create("Friends forever");
                alice.share(document, "bob");
                bob.openShared(document);
                outcome.say(String.format("Alice has shared document %s with Bob, and he has opened it", document));
                write(alice, aliceCable, bob, bobCable);
                written = compare(house, alice, bob, document);
                outcome.say(String.format(
                        "%,d keystrokes by Alice, %,d by Bob; %,d bytes on Alice's cable, %,d on Bob's",
                        script.parts().get(0).size(),
                        script.parts().get(1).size(),
                        aliceCable.bytes(),
                        bobCable.bytes()));
            }
            try (Editor again = Editor.open("alice", aliceProfile)) {
                again.openLocal(document);
                outcome.check(
                        written.equals(
                                again.onDocumentThread(() -> again.session().text())),
                        "Alice's editor, closed and opened again, has it too");
            }
        }
    }

    private void write(Editor alice, Cable aliceCable, Editor bob, Cable bobCable)
            throws DemoException, IOException, InterruptedException {
        Typist a = typist(alice, 0);
        Typist b = typist(bob, 1);
        Instant start = Instant.now();
        a.start(Integer.MAX_VALUE);
        b.start(Integer.MAX_VALUE);
        reach(alice, a, bob, b, script.keystrokes() / 3);
        apart("Alice's cable", List.of(aliceCable), alice, a, bob, b);
        reach(alice, a, bob, b, script.keystrokes() * 2 / 3);
        apart("both cables", List.of(aliceCable, bobCable), alice, a, bob, b);
        try {
            CompletableFuture.allOf(a.done(), b.done()).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new DemoException("A keystroke could not be typed: " + e.getCause() + ".", e);
        } catch (TimeoutException e) {
            throw new DemoException(stuck(alice, a, bob, b), e);
        }
        outcome.say(String.format(
                "Both have typed everything, %.1f s after the first key",
                Duration.between(start, Instant.now()).toMillis() / 1e3));
    }

    private Typist typist(Editor editor, int author) throws DemoException, InterruptedException {
        return editor.onDocumentThread(() -> {
            Typist typist = new Typist(
                    editor.session(), editor.documentThread(), script.parts().get(author), places);
            editor.session().addListener(typist);
            return typist;
        });
    }

    private void apart(String what, List<Cable> cables, Editor alice, Typist a, Editor bob, Typist b)
            throws DemoException, IOException, InterruptedException {
        for (Cable cable : cables) {
            cable.pull();
        }
        int before = a.typed();
        int bobsBefore = b.typed();
        outcome.say(String.format("Pulled %s after %,d keystrokes", what, before + bobsBefore));
        a.start(before + APART);
        b.start(bobsBefore + APART);
        a.alone(true);
        b.alone(true);
        await(
                "that the editor without a cable notices",
                () -> state(alice) instanceof HubState.Offline
                        && (cables.size() == 1 || state(bob) instanceof HubState.Offline));
        awaitStandstill(a, b);
        int hers = a.typed() - before;
        int his = b.typed() - bobsBefore;
        boolean differ = !text(alice).equals(text(bob));
        outcome.check(
                hers > 0 && his > 0 && differ, String.format("apart, Alice wrote %d keystrokes on, Bob %d", hers, his));
        for (Cable cable : cables) {
            cable.plug();
        }
        a.alone(false);
        b.alone(false);
        a.start(Integer.MAX_VALUE);
        b.start(Integer.MAX_VALUE);
        Instant plugged = Instant.now();
        await("that the editors are connected again", () -> connected(alice) && connected(bob));
        outcome.say(String.format(
                "Plugged in again; connected after %.1f s",
                Duration.between(plugged, Instant.now()).toMillis() / 1e3));
    }

    /** Compares everything with everything; returns the text. */
    private String compare(House house, Editor alice, Editor bob, DocumentId document)
            throws DemoException, InterruptedException {
        await(
                "that the hub has confirmed everything",
                () -> state(alice) instanceof HubState.OnHub
                        && state(bob) instanceof HubState.OnHub
                        && text(alice).equals(text(bob)));
        String text = text(alice);
        outcome.check(text.equals(text(bob)), "Alice's text is Bob's text");
        outcome.check(text.equals(hubText(house, document)), "and the hub's");
        outcome.check(
                alice.onDocumentThread(() -> alice.session().state().saved())
                        && bob.onDocumentThread(() -> bob.session().state().saved()),
                "it is saved on both devices");
        outcome.check(
                text.length() == script.finalText().length()
                        && alice.onDocumentThread(() -> hasAllSurvivors(alice.session(), text)),
                String.format(
                        "exactly the %,d characters that the recording ends with are left",
                        script.finalText().length()));
        outcome.say(String.format(
                "Compared with the recording's own end, %,d of them stand in another place", elsewhere(text)));
        outcome.say(String.format("%,d characters, SHA-256 %s", text.length(), sha256(text)));
        return text;
    }

    /** Character by character: each that the recording ends with is alive in the shared document, as what it was. */
    private boolean hasAllSurvivors(Session session, String text) {
        for (int i = 0; i < script.survivors().size(); i++) {
            int offset =
                    Typist.offsetIfAlive(session, places.of(script.survivors().get(i)));
            if (offset < 0 || text.charAt(offset) != script.finalText().charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int elsewhere(String text) {
        int differing = 0;
        for (int i = 0; i < Math.min(text.length(), script.finalText().length()); i++) {
            if (text.charAt(i) != script.finalText().charAt(i)) {
                differing++;
            }
        }
        return differing;
    }

    private static String hubText(House house, DocumentId document) throws DemoException, InterruptedException {
        try {
            String token = CodeFlow.accessToken(house.issuer(), "bob", "bob");
            URI address = house.hub().resolve("/api/v1/documents/" + document + "/text");
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(address)
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (response.statusCode() != 200) {
                throw new DemoException("The hub does not give the text: " + response.body());
            }
            return response.body();
        } catch (KeycloakException | IOException e) {
            throw new DemoException("The hub's text cannot be had: " + e.getMessage(), e);
        }
    }

    private static void reach(Editor alice, Typist a, Editor bob, Typist b, int keystrokes)
            throws DemoException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (a.typed() + b.typed() < keystrokes) {
            if (a.done().isCompletedExceptionally() || b.done().isCompletedExceptionally()) {
                return;
            }
            if (Instant.now().isAfter(deadline)) {
                throw new DemoException(stuck(alice, a, bob, b));
            }
            Thread.sleep(5);
        }
    }

    private static String stuck(Editor alice, Typist a, Editor bob, Typist b)
            throws DemoException, InterruptedException {
        return "The writers did not get on within " + PATIENCE.toMinutes() + " min. Alice is "
                + alice.onDocumentThread(a::whereabouts) + ". Bob is " + bob.onDocumentThread(b::whereabouts) + ".";
    }

    /** Until both have typed what they may or what they can. */
    private static void awaitStandstill(Typist a, Typist b) throws InterruptedException {
        int last = -1;
        while (last != a.typed() + b.typed()) {
            last = a.typed() + b.typed();
            Thread.sleep(500);
        }
    }

    private interface Condition {
        boolean holds() throws DemoException, InterruptedException;
    }

    private static void await(String what, Condition condition) throws DemoException, InterruptedException {
        Instant deadline = Instant.now().plusSeconds(90);
        while (!condition.holds()) {
            if (Instant.now().isAfter(deadline)) {
                throw new DemoException("Waited in vain for 90 s " + what + ".");
            }
            Thread.sleep(20);
        }
    }

    private static boolean connected(Editor editor) throws DemoException, InterruptedException {
        HubState state = state(editor);
        return state instanceof HubState.OnHub
                || state instanceof HubState.Waiting
                || state instanceof HubState.Syncing;
    }

    private static HubState state(Editor editor) throws DemoException, InterruptedException {
        return editor.onDocumentThread(() -> editor.session().state().hub());
    }

    private static String text(Editor editor) throws DemoException, InterruptedException {
        return editor.onDocumentThread(() -> editor.session().text());
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
