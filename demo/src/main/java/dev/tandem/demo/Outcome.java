package dev.tandem.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** What was found to hold, and what not; printed as it is found. One thread. */
final class Outcome {
    private final PrintWriter out;
    private final long startNanos = System.nanoTime();
    private final List<String> failures = new ArrayList<>();

    Outcome(PrintWriter out) {
        this.out = out;
    }

    /** A line with the seconds since the start. */
    void say(String line) {
        out.printf("%6.1f s  %s%n", (System.nanoTime() - startNanos) / 1e9, line);
        out.flush();
    }

    void check(boolean holds, String claim) {
        say((holds ? "ok    " : "FAILED") + "  " + claim);
        if (!holds) {
            failures.add(claim);
        }
    }

    List<String> failures() {
        return List.copyOf(failures);
    }
}
