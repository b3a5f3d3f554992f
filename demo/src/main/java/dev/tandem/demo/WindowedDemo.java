package dev.tandem.demo;

import dev.tandem.keycloak.Child;
import dev.tandem.model.DocumentId;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Two editors with windows, each a process of its own, logged in as alice and bob, with one document open. */
final class WindowedDemo {
    private static final String GREETING = """
            Friends, write here.

            This document is open in two editors: Alice's and Bob's. What one types the other sees at once.
            Stop one of them, write on in the other, and start it again: nothing is lost, and nothing comes twice.
            """;

    private final Outcome outcome;

    WindowedDemo(Outcome outcome) {
        this.outcome = outcome;
    }

    /** Returns when both windows are closed. */
    void run(Path directory) throws DemoException, IOException, InterruptedException {
        if (GraphicsEnvironment.isHeadless()) {
            throw new DemoException("There is no display for two windows. Without one, use 'tandem demo --headless'.");
        }
        Rectangle screen = GraphicsEnvironment.getLocalGraphicsEnvironment().getMaximumWindowBounds();
        Path alices = directory.resolve("alice");
        Path bobs = directory.resolve("bob");
        outcome.say("Starting Keycloak and the hub");
        try (House house = House.open(directory)) {
            outcome.say(String.format("Keycloak serves %s, the hub is at %s", house.issuer(), house.hub()));
            DocumentId document;
            // The logins are left where the editors with windows will look for them.
            try (Editor alice = Editor.openAsInstalled("alice", alices);
                    Editor bob = Editor.openAsInstalled("bob", bobs)) {
                alice.login(house.hub());
                bob.login(house.hub());
                document = alice.create("Friends");
                alice.onDocumentThread(() -> {
                    alice.session().splice(0, 0, GREETING);
                    return null;
                });
                alice.share(document, "bob");
                bob.openShared(document);
                alice.placeWindow(new Rectangle(screen.x, screen.y, screen.width / 2, screen.height));
                bob.placeWindow(new Rectangle(screen.x + screen.width / 2, screen.y, screen.width / 2, screen.height));
            }
            outcome.say("Alice and Bob are logged in and share one document; their windows open now");
            try (Child aliceWindow = window("alice", alices, document, directory);
                    Child bobWindow = window("bob", bobs, document, directory)) {
                outcome.say("Close both windows to end the demo, or press Control+C here");
                ended("Alice", aliceWindow);
                ended("Bob", bobWindow);
            }
            try (Editor alice = Editor.openAsInstalled("alice", alices);
                    Editor bob = Editor.openAsInstalled("bob", bobs)) {
                alice.logout();
                bob.logout();
            }
        }
    }

    private static Child window(String person, Path profile, DocumentId document, Path directory) throws IOException {
        return Program.start(
                person + "-editor",
                "dev.tandem.editor.EditorMain",
                List.of("edit", document.toString(), "--profile", profile.toString()),
                Map.of(),
                directory);
    }

    private static void ended(String person, Child window) throws DemoException, IOException, InterruptedException {
        int exit = window.waitFor();
        if (exit != 0) {
            throw new DemoException(person + "'s editor ended with exit code " + exit + ": "
                    + Files.readString(window.output()).strip());
        }
    }
}
