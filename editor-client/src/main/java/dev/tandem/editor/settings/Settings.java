package dev.tandem.editor.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The values of the knobs, read once from a file and written back whole when one changes. A value that its knob does not
 * allow is said in the log and the default holds; lines that no knob here knows are kept, for another version may know
 * them.
 *
 * <p>May be used from any thread. {@link #set} writes a small file and belongs on a worker.
 */
public final class Settings {

    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);

    private final Path file;
    private final Map<String, String> values = new TreeMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private Settings(Path file) {
        this.file = file;
    }

    /**
     * Reads the file, which need not exist.
     *
     * @throws IOException if it exists and cannot be read
     */
    public static Settings load(Path file) throws IOException {
        Settings settings = new Settings(file);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                int equals = line.indexOf('=');
                if (!line.startsWith("#") && equals > 0) {
                    settings.values.put(
                            line.substring(0, equals).strip(),
                            line.substring(equals + 1).strip());
                }
            }
        }
        return settings;
    }

    /** The value of a knob: what was set, or its default. */
    public synchronized <T> T get(Knob<T> knob) {
        String text = values.get(knob.key());
        if (text == null) {
            return knob.defaultValue();
        }
        return knob.parser().apply(text).orElseGet(() -> {
            LOG.warn(
                    "{}: {} = {} is not one of: {}; using {}",
                    file,
                    knob.key(),
                    text,
                    knob.range(),
                    knob.writer().apply(knob.defaultValue()));
            return knob.defaultValue();
        });
    }

    /**
     * Sets a knob and writes the file.
     *
     * @throws IllegalArgumentException if the knob does not allow the value
     * @throws UncheckedIOException if the file cannot be written; the value holds until the end of the process
     */
    public <T> void set(Knob<T> knob, T value) {
        String text = knob.writer().apply(value);
        if (knob.parser().apply(text).isEmpty() || text.contains("\n") || text.contains("\r")) {
            throw new IllegalArgumentException(knob.key() + " is one of: " + knob.range());
        }
        synchronized (this) {
            values.put(knob.key(), text);
            write();
        }
        listeners.forEach(Runnable::run);
    }

    /** Adds a listener that runs, on the thread that set it, after any knob was set. */
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    private void write() {
        List<String> lines = new ArrayList<>();
        lines.add("# Tandem's settings; docs/settings.md says what each one means.");
        values.forEach((key, value) -> lines.add(key + "=" + value));
        try {
            Path whole = Files.createTempFile(file.toAbsolutePath().getParent(), "settings", ".part");
            Files.write(whole, lines, StandardCharsets.UTF_8);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException problem) {
            throw new UncheckedIOException("The settings cannot be written to " + file, problem);
        }
    }
}
