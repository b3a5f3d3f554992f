package dev.tandem.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.protocol.MalformedUpdateException;
import dev.tandem.protocol.StateVector;
import dev.tandem.protocol.Update;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the border does with a handle that is closed, in the wrong hands or broken, and with arguments out of range. */
class NativeBorderTest {

    static Stream<Arguments> calls() {
        return Stream.of(
                call("text", TextDocument::text),
                call("length", TextDocument::length),
                call("splice", document -> document.splice(0, 0, "x")),
                call("apply", document -> unchecked(() -> document.apply(Update.empty()))),
                call("stateVector", TextDocument::stateVector),
                call("difference", document -> unchecked(() -> document.difference(StateVector.empty()))),
                call("snapshot", TextDocument::snapshot),
                call("stick", document -> document.stick(0, StickyPosition.Side.LEFT)),
                call(
                        "resolve",
                        document -> document.resolve(new StickyPosition(
                                null, TextDocument.TEXT_ROOT, new StickyPosition.Id(1, 0), StickyPosition.Side.LEFT))),
                call("canUndo", TextDocument::canUndo),
                call("canRedo", TextDocument::canRedo),
                call("undo", TextDocument::undo),
                call("redo", TextDocument::redo),
                call("endUndoGroup", TextDocument::endUndoGroup),
                call("properties", TextDocument::properties),
                call("setProperty", document -> document.setProperty("key", "value")),
                call("removeProperty", document -> document.removeProperty("key")),
                call("authorship", TextDocument::authorship));
    }

    private static Arguments call(String name, Consumer<TextDocument> call) {
        return Arguments.of(name, call);
    }

    private interface PeersCall {
        void run() throws MalformedUpdateException;
    }

    private static void unchecked(PeersCall call) {
        try {
            call.run();
        } catch (MalformedUpdateException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void nothingCanBeAskedOfAClosedDocument(String name, Consumer<TextDocument> call) {
        TextDocument document = TextDocument.open(1);
        document.splice(0, 0, "text");
        document.close();
        document.close();
        assertThat(document.isClosed()).isTrue();
        assertThatThrownBy(() -> call.accept(document)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void nothingCanBeAskedByAnotherThread(String name, Consumer<TextDocument> call) throws Exception {
        try (TextDocument document = TextDocument.open(1)) {
            Thread other = new Thread(() -> {
                assertThatThrownBy(() -> call.accept(document)).isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(document::close).isInstanceOf(IllegalStateException.class);
            });
            Throwable[] failure = new Throwable[1];
            other.setUncaughtExceptionHandler((thread, thrown) -> failure[0] = thrown);
            other.start();
            other.join();
            assertThat(failure[0]).isNull();
            call.accept(document);
        }
    }

    @Test
    void aDocumentIsHandedOverToTheThreadThatUsesItNext() throws Exception {
        TextDocument document = TextDocument.open(1);
        document.splice(0, 0, "loaded on a worker");
        document.handOver();
        ExecutorService next = Executors.newSingleThreadExecutor();
        try {
            assertThat(next.submit(document::text).get()).isEqualTo("loaded on a worker");
            assertThatThrownBy(document::text).isInstanceOf(IllegalStateException.class);
            next.submit(document::close).get();
        } finally {
            next.shutdown();
        }
    }

    @Test
    void ofTwoThreadsThatTakeADocumentAtOnceOneGetsIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 500; round++) {
                TextDocument document = TextDocument.open(1);
                document.handOver();
                CountDownLatch start = new CountDownLatch(2);
                List<Future<Boolean>> both = Stream.generate(() -> threads.submit(() -> {
                            start.countDown();
                            start.await();
                            try {
                                document.splice(0, 0, "mine");
                                document.handOver();
                                return true;
                            } catch (IllegalStateException theOthers) {
                                return false;
                            }
                        }))
                        .limit(2)
                        .toList();
                long won = 0;
                for (Future<Boolean> one : both) {
                    won += one.get() ? 1 : 0;
                }
                assertThat(won).isPositive();
                assertThat(document.text()).isEqualTo("mine".repeat((int) won));
                document.close();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aPanicClosesTheDocumentAndTheProcessLivesOn() throws Exception {
        TextDocument document = TextDocument.open(1);
        Update logged = document.splice(0, 0, "safe in the log");
        assertThatThrownBy(document::panic)
                .isInstanceOf(BrokenDocumentException.class)
                .hasMessageContaining("on request")
                .hasMessageContaining("document.rs");
        assertThat(document.isClosed()).isTrue();
        assertThatThrownBy(document::text).isInstanceOf(IllegalStateException.class);
        document.close();
        try (TextDocument reopened = TextDocument.open(2)) {
            reopened.apply(logged);
            assertThat(reopened.text()).isEqualTo("safe in the log");
        }
    }

    @Test
    void aRangeOutsideOfTheTextIsRefusedAndChangesNothing() {
        try (TextDocument document = TextDocument.open(1)) {
            document.splice(0, 0, "abc");
            StateVector before = document.stateVector();
            assertThatThrownBy(() -> document.splice(4, 0, "x")).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> document.splice(2, 2, "x")).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> document.splice(-1, 0, "x")).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> document.splice(0, -1, "x")).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> document.splice(1, Integer.MAX_VALUE, ""))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> document.stick(4, StickyPosition.Side.LEFT))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThat(document.text()).isEqualTo("abc");
            assertThat(document.stateVector()).isEqualTo(before);
        }
    }

    @Test
    void aLoneSurrogateIsRefused() {
        try (TextDocument document = TextDocument.open(1)) {
            for (String broken : List.of("\uD83C", "a\uDF89", "\uDF89\uD83C")) {
                assertThatThrownBy(() -> document.splice(0, 0, broken)).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> document.setProperty("key", broken))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> document.setProperty(broken, "value"))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            assertThat(document.text()).isEmpty();
            assertThat(document.properties()).isEmpty();
        }
    }

    @Test
    void aClientIdIsANumberThatJavaScriptHolds() {
        assertThatThrownBy(() -> TextDocument.open(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TextDocument.open(1L << 53)).isInstanceOf(IllegalArgumentException.class);
        for (int i = 0; i < 1000; i++) {
            assertThat(TextDocument.randomClientId()).isBetween(1L, (1L << 32) - 1);
        }
    }

    @Test
    void theNativeSideReadsAPeersBytesStrictlyEvenWhenTheyCameAsTrusted() {
        try (TextDocument document = TextDocument.open(1)) {
            byte[] hugeCount = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 1, 1, 0};
            byte[] notUtf8 = {1, 1, 5, 0, 4, 1, 7, 'c', 'o', 'n', 't', 'e', 'n', 't', 1, (byte) 0xc0, 0};
            assertThatThrownBy(() -> document.apply(Update.trusted(hugeCount)))
                    .isInstanceOf(MalformedUpdateException.class);
            assertThatThrownBy(() -> document.apply(Update.trusted(notUtf8)))
                    .isInstanceOf(MalformedUpdateException.class);
            assertThatThrownBy(() -> document.difference(StateVector.trusted(hugeCount)))
                    .isInstanceOf(MalformedUpdateException.class);
            assertThatThrownBy(() -> Updates.merge(List.of(Update.empty(), Update.trusted(hugeCount))))
                    .isInstanceOf(MalformedUpdateException.class);
            assertThatThrownBy(() -> Updates.stateVector(Update.trusted(notUtf8)))
                    .isInstanceOf(MalformedUpdateException.class);
            assertThatThrownBy(() -> Updates.difference(Update.empty(), StateVector.trusted(hugeCount)))
                    .isInstanceOf(MalformedUpdateException.class);
            assertThat(document.text()).isEmpty();
        }
    }

    /** Half of the documents are closed, the other half is left to the cleaner. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void openingAndClosingAHundredThousandDocumentsTakesNoMoreMemory() throws Exception {
        openAndForget(20_000);
        long before = residentKilobytes();
        openAndForget(100_000);
        assertThat(residentKilobytes() - before).as("grown by, in KB").isLessThan(24 << 10);
    }

    private static void openAndForget(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            TextDocument document = TextDocument.open(1);
            document.splice(0, 0, "a text of some length, so that a leak would be seen");
            if (i % 2 == 0) {
                document.close();
            }
            if (i % 5_000 == 0) {
                System.gc();
            }
        }
        System.gc();
        // The cleaner's thread frees what the collector found; give it the time that it needs.
        Thread.sleep(500);
    }

    private static long residentKilobytes() throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new AssertionError("the kernel does not say how much memory is resident");
    }
}
