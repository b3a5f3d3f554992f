package dev.tandem.benchmarks;

import dev.tandem.crdt.TextDocument;
import dev.tandem.protocol.MalformedUpdateException;
import dev.tandem.protocol.Update;
import dev.tandem.testkit.EditingTrace;
import dev.tandem.testkit.EditingTrace.Patch;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A recorded session of 259,778 edits through {@link TextDocument}, undo included: one transaction, one call over the
 * border and one update an edit. And loading what came of it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class TraceBenchmark {

    private List<Patch> patches = List.of();
    private Update finished = Update.empty();

    /** Reads the trace, and makes the finished document. */
    @Setup
    public void read() throws IOException {
        patches = EditingTrace.read("automerge-paper").transactions().stream()
                .flatMap(transaction -> transaction.patches().stream())
                .toList();
        try (TextDocument document = TextDocument.open(1)) {
            replay(document);
            finished = document.snapshot();
        }
    }

    private long replay(TextDocument document) {
        long bytes = 0;
        for (Patch patch : patches) {
            bytes += document.splice(patch.position(), patch.deleted(), patch.inserted())
                    .size();
        }
        return bytes;
    }

    /** Types the whole session. */
    @Benchmark
    public long typing() {
        try (TextDocument document = TextDocument.open(1)) {
            return replay(document);
        }
    }

    /** Loads the finished document from its snapshot. */
    @Benchmark
    public int loading() throws MalformedUpdateException {
        try (TextDocument document = TextDocument.open(2)) {
            document.apply(finished);
            return document.length();
        }
    }
}
