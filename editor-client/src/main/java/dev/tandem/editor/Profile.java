package dev.tandem.editor;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * The directory in which a person's documents, settings and logins lie. Immutable; it need not exist yet.
 *
 * @param directory where it is, absolute
 */
public record Profile(Path directory) {

    /** Makes the path absolute. */
    public Profile {
        directory = directory.toAbsolutePath().normalize();
    }

    /** The profile in that directory. */
    public static Profile at(Path directory) {
        return new Profile(directory);
    }

    /** The profile where this operating system keeps a person's data. */
    public static Profile standard() {
        return new Profile(standardDirectory(
                System.getProperty("os.name", ""), Path.of(System.getProperty("user.home", ".")), System.getenv()));
    }

    /**
     * Where data of that person belongs: {@code $XDG_DATA_HOME/tandem} or {@code ~/.local/share/tandem},
     * {@code ~/Library/Application Support/Tandem} on macOS, {@code %APPDATA%\Tandem} on Windows.
     */
    static Path standardDirectory(String osName, Path home, Map<String, String> environment) {
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.startsWith("mac")) {
            return home.resolve("Library").resolve("Application Support").resolve("Tandem");
        }
        if (os.startsWith("windows")) {
            String roaming = environment.get("APPDATA");
            Path base = roaming == null || roaming.isEmpty()
                    ? home.resolve("AppData").resolve("Roaming")
                    : Path.of(roaming);
            return base.resolve("Tandem");
        }
        String data = environment.get("XDG_DATA_HOME");
        // The XDG specification says to ignore a relative path.
        boolean usable = data != null && Path.of(data).isAbsolute();
        return (usable ? Path.of(data) : home.resolve(".local").resolve("share")).resolve("tandem");
    }

    /** The settings file. */
    Path settingsFile() {
        return directory.resolve("settings.properties");
    }

    /** The directory of the journal and the database. */
    Path storeDirectory() {
        return directory.resolve("store");
    }

    /** Locked by the one process that has the profile open. */
    Path lockFile() {
        return directory.resolve("profile.lock");
    }
}
