package dev.tandem.hub.room;

import dev.tandem.model.DocumentId;
import dev.tandem.protocol.Update;
import io.vertx.core.Context;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a document's updates become a snapshot: when many came since the last one, or some when the room is
 * empty. A compaction that fails is tried again after as many updates once more; the log stays whole.
 *
 * <p>Not thread-safe: lives on its room's context.
 */
final class Compaction {

    private static final Logger log = LoggerFactory.getLogger(Compaction.class);

    private final DocumentId id;
    private final Context context;
    private final RoomWorld world;
    private int updates;
    private long bytes;
    private boolean running;
    private boolean failedWhileIdle;

    Compaction(DocumentId id, Context context, RoomWorld world) {
        this.id = id;
        this.context = context;
        this.world = world;
    }

    void opened(int tailUpdates, long tailBytes) {
        updates = tailUpdates;
        bytes = tailBytes;
    }

    void appended(Update update) {
        updates++;
        bytes += update.size();
        failedWhileIdle = false;
    }

    boolean isRunning() {
        return running;
    }

    /** Starts one if it is worth while. */
    void consider(boolean idle) {
        RoomSettings settings = world.settings();
        boolean much = updates >= settings.compactAfterUpdates() || bytes >= settings.compactAfterBytes();
        boolean some = idle && !failedWhileIdle && updates >= settings.compactWhenIdle();
        // A store that fails keeps whoever writes until it works again; the workers are needed by who reads.
        if (running || !(much || some) || world.log().failure().isPresent()) {
            return;
        }
        running = true;
        world.work(() -> world.materialiser().compact(id))
                .onComplete(result -> context.runOnContext(ignored -> {
                    running = false;
                    if (result.succeeded()) {
                        world.meters().compactions.increment();
                        updates = Math.max(0, updates - result.result().updates());
                        bytes = Math.max(0, bytes - result.result().bytes());
                    } else {
                        world.meters().compactionFailures.increment();
                        log.warn(
                                "Document {} could not be compacted and stays as it is: {}",
                                id,
                                result.cause().toString());
                        updates = 0;
                        bytes = 0;
                        failedWhileIdle = true;
                    }
                }));
    }
}
