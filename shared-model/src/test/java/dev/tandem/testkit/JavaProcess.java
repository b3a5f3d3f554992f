package dev.tandem.testkit;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own beside the test's, for what is to be killed. */
public final class JavaProcess {

    /** Without these a later JVM warns of what this one was told to allow. */
    private static final List<String> PERMISSIONS =
            List.of("--enable-native-access=", "--sun-misc-unsafe-memory-access=");

    private JavaProcess() {}

    /** A builder with the test's own Java, class path and permissions; what it says on its standard error is shown. */
    public static ProcessBuilder of(Class<?> main, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> PERMISSIONS.stream().anyMatch(argument::startsWith))
                .forEach(command::add);
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }
}
