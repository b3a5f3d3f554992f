package dev.tandem.editor.cli;

import dev.tandem.editor.session.HubState;

/**
 * A hub state in words.
 *
 * @param state one word for scripts
 * @param waiting edits that the hub has not acknowledged
 * @param reason a sentence, or empty
 */
record HubWords(String state, int waiting, String reason) {

    static HubWords of(HubState hub) {
        if (hub instanceof HubState.Offline s) {
            return new HubWords("offline", s.waiting(), s.reason());
        }
        if (hub instanceof HubState.Connecting s) {
            return new HubWords("connecting", s.waiting(), "");
        }
        if (hub instanceof HubState.Syncing s) {
            return new HubWords("syncing", s.waiting(), "");
        }
        if (hub instanceof HubState.Waiting s) {
            return new HubWords("waiting", s.waiting(), "");
        }
        if (hub instanceof HubState.Paused s) {
            return new HubWords("paused", s.waiting(), s.reason());
        }
        if (hub instanceof HubState.Refused s) {
            return new HubWords("refused", s.waiting(), s.reason());
        }
        return new HubWords(hub instanceof HubState.OnHub ? "on-hub" : "not-shared", 0, "");
    }

    String sentence() {
        return switch (state) {
            case "not-shared" -> "on this device";
            case "on-hub" -> "on the hub";
            default ->
                state
                        + (waiting > 0 ? ", " + waiting + " edits waiting" : "")
                        + (reason.isEmpty() ? "" : ": " + reason);
        };
    }
}
