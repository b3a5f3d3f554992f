package dev.tandem.editor.session;

import dev.tandem.editor.sync.LinkStatus;
import java.time.Instant;

/** Makes of a lane's status what a person is told. Confined to the document's thread. */
final class HubLight {

    private HubState state;
    private boolean shared;

    HubLight(boolean shared, int waiting) {
        this.shared = shared;
        this.state = shared
                ? new HubState.Offline("There is no connection to the hub yet.", waiting)
                : new HubState.NotShared();
    }

    HubState state() {
        return state;
    }

    boolean isShared() {
        return shared;
    }

    /** Takes a new status; says whether the light changed. */
    boolean take(LinkStatus status) {
        shared = true;
        HubState next = light(status);
        if (next.equals(state)) {
            return false;
        }
        state = next;
        return true;
    }

    /** Takes the number of edits that wait, while no lane counts them. */
    void take(int waiting) {
        if (state instanceof HubState.Offline offline) {
            state = new HubState.Offline(offline.reason(), waiting);
        }
    }

    private HubState light(LinkStatus status) {
        int waiting = status.waiting();
        LinkStatus.Link link = status.link();
        if (link instanceof LinkStatus.Live) {
            if (waiting > 0) {
                return new HubState.Waiting(waiting);
            }
            return state instanceof HubState.OnHub already ? already : new HubState.OnHub(Instant.now());
        }
        if (link instanceof LinkStatus.Offline offline) {
            return new HubState.Offline(offline.reason(), waiting);
        }
        if (link instanceof LinkStatus.Paused paused) {
            return new HubState.Paused(paused.reason(), waiting);
        }
        if (link instanceof LinkStatus.Refused refused) {
            return new HubState.Refused(refused.reason(), waiting);
        }
        return link instanceof LinkStatus.Syncing ? new HubState.Syncing(waiting) : new HubState.Connecting(waiting);
    }
}
