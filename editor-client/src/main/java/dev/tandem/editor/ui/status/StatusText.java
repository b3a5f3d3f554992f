package dev.tandem.editor.ui.status;

import dev.tandem.editor.session.DocumentState;
import dev.tandem.editor.session.HubState;
import dev.tandem.editor.ui.theme.Paint;

/**
 * What the status bar says about one place where the text is.
 *
 * @param icon the icon beside it
 * @param paint how it stands: good, under way, or in need of the person
 * @param words a few words
 * @param more a whole sentence, for the tool tip and the screen reader
 */
public record StatusText(String icon, Paint paint, String words, String more) {

    /** Where the text is on this device. */
    public static StatusText device(DocumentState state) {
        if (state.saved()) {
            return new StatusText(
                    "device",
                    Paint.GOOD,
                    "Saved on this device",
                    "Everything you wrote is forced to this device's disk.");
        }
        return new StatusText(
                "device", Paint.WAIT, "Saving…", edits(state.unsavedEdits()) + " not yet on this device's disk.");
    }

    /** Where the text is on the hub. */
    public static StatusText hub(HubState hub) {
        if (hub instanceof HubState.NotShared) {
            return new StatusText(
                    "cloud-off",
                    Paint.MUTED,
                    "Only on this device",
                    "This document is not shared; nothing of it leaves this device.");
        }
        if (hub instanceof HubState.OnHub) {
            return new StatusText(
                    "cloud", Paint.GOOD, "On the hub", "The hub has everything and forced it to its disk.");
        }
        if (hub instanceof HubState.Waiting waiting) {
            return new StatusText(
                    "cloud",
                    Paint.WAIT,
                    "Sending " + edits(waiting.waiting()),
                    "The hub has not yet confirmed " + edits(waiting.waiting()) + ".");
        }
        if (hub instanceof HubState.Connecting connecting) {
            return new StatusText(
                    "cloud",
                    Paint.WAIT,
                    "Connecting…" + waiting(connecting.waiting()),
                    "Connecting to the hub. You can go on writing.");
        }
        if (hub instanceof HubState.Syncing syncing) {
            return new StatusText(
                    "cloud",
                    Paint.WAIT,
                    "Syncing…" + waiting(syncing.waiting()),
                    "This device and the hub are telling each other what is new.");
        }
        if (hub instanceof HubState.Offline offline) {
            return new StatusText(
                    "cloud-off",
                    Paint.WAIT,
                    "Offline" + waiting(offline.waiting()),
                    offline.reason() + " You can go on writing; it is sent later.");
        }
        if (hub instanceof HubState.Paused paused) {
            return new StatusText(
                    "lock",
                    Paint.WAIT,
                    "Paused: " + paused.reason(),
                    "Writing goes on; the hub gets it afterwards" + waiting(paused.waiting()) + ".");
        }
        HubState.Refused refused = (HubState.Refused) hub;
        return new StatusText(
                "warning",
                Paint.BAD,
                "Not taken by the hub" + waiting(refused.waiting()),
                refused.reason() + " It stays on this device.");
    }

    private static String waiting(int edits) {
        return edits == 0 ? "" : ": " + edits(edits) + " waiting";
    }

    private static String edits(int count) {
        return count == 1 ? "1 edit" : count + " edits";
    }
}
