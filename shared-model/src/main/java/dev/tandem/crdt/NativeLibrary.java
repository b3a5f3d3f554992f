package dev.tandem.crdt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Finds and loads the native library, once a process.
 *
 * <p>It lies in the jar under {@code native/<os>-<arch>/} and is extracted to a directory that only this user can read.
 * The system property {@value #OVERRIDE} names a file to load instead, without falling back to the jar.
 */
final class NativeLibrary {

    /** Path of a library file to load instead of the one in the jar; empty by default. */
    static final String OVERRIDE = "tandem.native";

    /** What {@link NativeText#abi} must answer. */
    static final int ABI = 1;

    private static final String NAME = "tandem_crdt";

    private NativeLibrary() {}

    /**
     * Loads the library and compares its ABI number.
     *
     * @throws UnsatisfiedLinkError if there is no library for this platform, or it is of another version
     */
    static void load() {
        String override = System.getProperty(OVERRIDE, "");
        if (override.isEmpty()) {
            loadFromJar();
        } else {
            System.load(Path.of(override).toAbsolutePath().toString());
        }
        int abi = NativeText.abi();
        if (abi != ABI) {
            throw new UnsatisfiedLinkError(
                    "the native library speaks version " + abi + ", this program version " + ABI);
        }
    }

    private static void loadFromJar() {
        String file = System.mapLibraryName(NAME);
        String resource = "/native/" + platform() + "/" + file;
        try (InputStream library = NativeLibrary.class.getResourceAsStream(resource)) {
            if (library == null) {
                throw new UnsatisfiedLinkError("this build of Tandem has no native library for " + platform());
            }
            // createTempDirectory makes it readable by its owner alone.
            Path folder = Files.createTempDirectory("tandem-native");
            Path extracted = folder.resolve(file);
            Files.copy(library, extracted);
            try {
                System.load(extracted.toString());
            } finally {
                if (platform().startsWith("windows")) {
                    // A loaded library cannot be removed there before the process ends. Last in is first removed.
                    folder.toFile().deleteOnExit();
                    extracted.toFile().deleteOnExit();
                } else {
                    Files.delete(extracted);
                    Files.delete(folder);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the native library could not be extracted", failed);
        }
    }

    /** This machine in the words of the jar: {@code linux-x86_64}, {@code macos-aarch64}, {@code windows-x86_64}, ... */
    static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String system = os.contains("win") ? "windows" : os.contains("mac") ? "macos" : "linux";
        String cpu = arch.equals("amd64") || arch.equals("x86_64") ? "x86_64" : arch.equals("arm64") ? "aarch64" : arch;
        return system + "-" + cpu;
    }
}
