package dev.tandem.demo;

import dev.tandem.keycloak.Child;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One of Tandem's own programs in a process of its own, from the class path and with the Java of this one. */
final class Program {
    /** Each room brings a configuration of its own under the usual name; here they are all on one class path. */
    static final String LOG_CONFIGURATION = "dev/tandem/demo/logback.xml";

    private Program() {}

    /** @param name also that of the log file in {@code directory} */
    static Child start(
            String name, String mainClass, List<String> arguments, Map<String, String> environment, Path directory)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dfile.encoding=UTF-8");
        if (Runtime.version().feature() >= 24) {
            // From here on the JVM warns about native code and Unsafe unless it is told.
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.add("-Dlogback.configurationFile=" + LOG_CONFIGURATION);
        command.addAll(List.of("-cp", classPath(), mainClass));
        command.addAll(arguments);
        return Child.start(name, command, environment, directory, directory.resolve(name + ".log"));
    }

    /** Absolute, since the program runs in another directory. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
