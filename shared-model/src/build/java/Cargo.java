import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs cargo for Maven, as {@code java Cargo.java <crate> <target> <classes> build|check}: {@code build} makes the library
 * and lays it where {@code NativeLibrary} looks for it, {@code check} holds format, lints and tests. A program of its own
 * because a missing cargo has to be one clear sentence, on every operating system.
 */
public final class Cargo {

    private static final List<List<String>> CHECKS = List.of(
            List.of("fmt", "--check"),
            List.of("clippy", "--release", "--locked", "--quiet", "--all-targets", "--", "-D", "warnings"),
            List.of("test", "--release", "--locked", "--quiet"));

    private Cargo() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path crate = Path.of(arguments[0]);
        Path target = Path.of(arguments[1]);
        Path classes = Path.of(arguments[2]);
        if (arguments[3].equals("build")) {
            cargo(crate, target, List.of("build", "--release", "--locked", "--quiet"));
            layDown(target.resolve("release"), classes);
        } else {
            for (List<String> check : CHECKS) {
                cargo(crate, target, check);
            }
        }
    }

    private static void cargo(Path crate, Path target, List<String> arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("cargo"));
        command.addAll(arguments);
        ProcessBuilder cargo = new ProcessBuilder(command).directory(crate.toFile()).inheritIO();
        cargo.environment().put("CARGO_TARGET_DIR", target.toString());
        int exit;
        try {
            exit = cargo.start().waitFor();
        } catch (IOException notThere) {
            System.err.println("Tandem's document core is written in Rust, and cargo was not found on the PATH:"
                    + " install Rust 1.95 or later (https://rustup.rs, or your system's packages) and build again.");
            System.exit(1);
            return;
        }
        if (exit != 0) {
            System.err.println("cargo " + arguments.get(0) + " failed in " + crate + "; what it said is above.");
            System.exit(exit);
        }
    }

    private static void layDown(Path release, Path classes) throws IOException {
        String name = System.mapLibraryName("tandem_crdt");
        Path built = release.resolve(name);
        Path folder = classes.resolve("native").resolve(platform());
        Path laid = folder.resolve(name);
        if (Files.exists(laid) && Files.mismatch(built, laid) == -1) {
            return;
        }
        Files.createDirectories(folder);
        Files.copy(built, laid, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The same words as {@code NativeLibrary.platform()}. */
    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String system = os.contains("win") ? "windows" : os.contains("mac") ? "macos" : "linux";
        String cpu = arch.equals("amd64") || arch.equals("x86_64") ? "x86_64" : arch.equals("arm64") ? "aarch64" : arch;
        return system + "-" + cpu;
    }
}
