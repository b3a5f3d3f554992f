package dev.tandem.editor.ui;

import dev.tandem.editor.DocumentSummary;
import dev.tandem.editor.Workspace;
import dev.tandem.model.DocumentId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.swing.Timer;

/** Deletes documents a while after the person said so, so that they can take it back. */
final class Deletions {

    private static final int UNDO_MILLIS = 8_000;

    private final Workspace workspace;
    private final Toast toast;
    private final Runnable onChange;
    private final Consumer<String> refused;
    private final Map<DocumentId, Timer> pending = new LinkedHashMap<>();
    private Runnable takeBack = () -> {};

    Deletions(Workspace workspace, Toast toast, Runnable onChange, Consumer<String> refused) {
        this.workspace = workspace;
        this.toast = toast;
        this.onChange = onChange;
        this.refused = refused;
    }

    /** Whether a document is about to go and should not be shown. */
    boolean isPending(DocumentId id) {
        return pending.containsKey(id);
    }

    /** Takes a closed document away, unless the person takes that back; {@code onUndo} runs then. */
    void delete(DocumentSummary document, String label, Runnable onUndo) {
        Timer timer = new Timer(UNDO_MILLIS, event -> {
            pending.remove(document.id());
            Later.answer(workspace.delete(document.id()), done -> onChange.run(), sentence -> {
                onChange.run();
                refused.accept(sentence);
            });
        });
        timer.setRepeats(false);
        pending.put(document.id(), timer);
        timer.start();
        onChange.run();
        String what = document.shared()
                ? "“" + label + "” removed from this device; it stays on the hub"
                : "“" + label + "” deleted";
        takeBack = () -> {
            Timer running = pending.remove(document.id());
            if (running != null) {
                running.stop();
                toast.hide();
                onChange.run();
                onUndo.run();
            }
        };
        toast.show(what, UNDO_MILLIS, "Undo", this::takeBack);
    }

    /** Takes the last deletion back, if it is still pending. */
    void takeBack() {
        takeBack.run();
    }

    /** Deletes now what is still pending. */
    CompletableFuture<Void> finish() {
        pending.values().forEach(Timer::stop);
        CompletableFuture<?>[] all =
                pending.keySet().stream().map(workspace::delete).toArray(CompletableFuture[]::new);
        pending.clear();
        return CompletableFuture.allOf(all);
    }
}
