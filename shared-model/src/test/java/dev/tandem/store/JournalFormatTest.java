package dev.tandem.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.model.DocumentId;
import dev.tandem.protocol.Update;
import dev.tandem.store.JournalFormat.Damage;
import dev.tandem.store.JournalFormat.Scan;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JournalFormatTest {

    private static final long SALT = 0x1234_5678_9abc_def0L;

    /** A segment, made by hand. */
    private static final class Bytes {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final long salt;

        Bytes(long salt) {
            this.salt = salt;
            bytes.writeBytes(JournalFormat.HEADER);
        }

        /** A group of one record. */
        Bytes record(Sequenced entry) {
            return raw(JournalFormat.encode(salt, bytes.size(), List.of(entry)));
        }

        Bytes raw(ByteBuffer raw) {
            byte[] copy = new byte[raw.remaining()];
            raw.get(copy);
            bytes.writeBytes(copy);
            return this;
        }

        int size() {
            return bytes.size();
        }

        byte[] array() {
            return bytes.toByteArray();
        }
    }

    private static Sequenced append(long sequence, String document, String text) {
        return new Sequenced(
                sequence, new LogEntry.Append(new DocumentId(document), Update.trusted(text.getBytes(UTF_8))));
    }

    private static final Sequenced FIRST = append(7, "notes", "first");
    private static final Sequenced SECOND = append(8, "Ünïcödé 🦄", "second, a little longer");
    private static final Sequenced DELETION = new Sequenced(9, new LogEntry.Delete(new DocumentId("notes")));
    private static final Sequenced LAST = append(10, "notes", "");

    private static Bytes segment() {
        return new Bytes(SALT).record(FIRST).record(SECOND).record(DELETION).record(LAST);
    }

    @Test
    void whatIsWrittenIsRead() {
        Scan scan = JournalFormat.scan(SALT, segment().array());

        assertThat(scan).isEqualTo(new Scan(List.of(FIRST, SECOND, DELETION, LAST), List.of(), 0));
        assertThat(scan.lastSequence()).isEqualTo(10);
    }

    @Test
    void anEndIsNoEntryAndNoDamage() {
        Bytes ended = segment();
        ended.raw(JournalFormat.encodeEnd(SALT, ended.size(), 10));

        assertThat(JournalFormat.scan(SALT, ended.array()).entries()).hasSize(4);
        assertThat(JournalFormat.scan(SALT, ended.array()).tornBytes()).isZero();
    }

    @Test
    void aSegmentCutAnywhereGivesTheWholeRecordsBeforeTheCut() {
        byte[] whole = segment().array();
        int[] ends = {
            new Bytes(SALT).record(FIRST).size(),
            new Bytes(SALT).record(FIRST).record(SECOND).size(),
            new Bytes(SALT).record(FIRST).record(SECOND).record(DELETION).size(),
            whole.length
        };
        for (int cut = 0; cut <= whole.length; cut++) {
            Scan scan = JournalFormat.scan(SALT, Arrays.copyOf(whole, cut));
            int length = cut;
            long expected = Arrays.stream(ends).filter(end -> end <= length).count();
            assertThat(scan.entries()).as("cut at %d", cut).hasSize((int) expected);
            assertThat(scan.damage()).as("cut at %d", cut).isEmpty();
        }
    }

    @Test
    void zerosAfterTheLastRecordAreTorn() {
        byte[] whole = segment().array();
        Scan scan = JournalFormat.scan(SALT, Arrays.copyOf(whole, whole.length + 5000));

        assertThat(scan.entries()).hasSize(4);
        assertThat(scan.tornBytes()).isEqualTo(5000);
    }

    @Test
    void anyChangedByteCostsItsRecordAloneAndIsSaid() {
        byte[] whole = segment().array();
        int start = new Bytes(SALT).record(FIRST).size();
        int end = new Bytes(SALT).record(FIRST).record(SECOND).size();
        for (int at = start; at < end; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x40;
            Scan scan = JournalFormat.scan(SALT, damaged);
            assertThat(scan.entries()).as("changed at %d", at).containsExactly(FIRST, DELETION, LAST);
            assertThat(scan.damage()).as("changed at %d", at).containsExactly(new Damage(start, end - start));
            assertThat(scan.tornBytes()).as("changed at %d", at).isZero();
        }
    }

    @Test
    void aDamagedLastRecordIsDamageOnceTheSegmentWasEnded() {
        Bytes ended = segment();
        int length = ended.size();
        ended.raw(JournalFormat.encodeEnd(SALT, length, 10));
        byte[] damaged = ended.array();
        damaged[length - 1] ^= 1;

        assertThat(JournalFormat.scan(SALT, damaged).damage()).hasSize(1);
        assertThat(JournalFormat.scan(SALT, Arrays.copyOf(damaged, length)).damage())
                .as("without the end nobody knows that it was ever whole")
                .isEmpty();
    }

    @Test
    void aHoleInTheLastGroupIsTornAndWhatFollowsItIsStillRead() {
        Bytes before = new Bytes(SALT).record(FIRST);
        ByteBuffer group = JournalFormat.encode(SALT, before.size(), List.of(SECOND, DELETION));
        byte[] bytes = before.raw(group).array();
        Arrays.fill(
                bytes,
                new Bytes(SALT).record(FIRST).size(),
                new Bytes(SALT).record(FIRST).size() + 20,
                (byte) 0);
        Scan scan = JournalFormat.scan(SALT, bytes);

        assertThat(scan.entries()).containsExactly(FIRST, DELETION);
        assertThat(scan.damage()).as("it was never acknowledged").isEmpty();
        assertThat(scan.tornBytes()).isPositive();
    }

    @Test
    void aRecordThatWasPastedAsTextIsNotTakenForOne() {
        ByteBuffer fake = JournalFormat.encode(SALT + 1, 8, List.of(append(99, "notes", "forged")));
        byte[] pasted = new byte[fake.remaining()];
        fake.get(pasted);
        Sequenced carrier = new Sequenced(2, new LogEntry.Append(new DocumentId("notes"), Update.trusted(pasted)));
        byte[] bytes = new Bytes(SALT).record(carrier).record(LAST).array();
        bytes[JournalFormat.HEADER.length + 9] ^= 1;

        assertThat(JournalFormat.scan(SALT, bytes).entries()).containsExactly(LAST);
    }

    @Test
    void bytesOfAnOlderSegmentBehindATornEndAreNotRead() {
        byte[] older = new Bytes(SALT + 1).record(append(3, "notes", "older")).array();
        Bytes bytes = new Bytes(SALT).record(FIRST).raw(ByteBuffer.wrap(older));

        assertThat(JournalFormat.scan(SALT, bytes.array()).entries()).containsExactly(FIRST);
    }

    @Test
    void randomBytesAreNeverAnEntryNorAnError() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(3000)];
            random.nextBytes(bytes);
            for (int at = 0; at + 12 < bytes.length; at += 100) {
                ByteBuffer.wrap(bytes).putInt(at, (int) SALT).putInt(at + 4, random.nextInt(4000) - 1000);
            }
            assertThat(JournalFormat.scan(SALT, bytes).entries())
                    .as("seed %d", seed)
                    .isEmpty();
        }
    }

    @Test
    void theNameOfASegmentCarriesItsNumberAndSalt() {
        JournalFormat.Segment segment = new JournalFormat.Segment(42, 0xfedc_ba98_7654_3210L);

        assertThat(segment.name()).isEqualTo("000000000042-fedcba9876543210.journal");
        assertThat(JournalFormat.Segment.ofName(segment.name())).contains(segment);
        assertThat(JournalFormat.Segment.ofName("lock")).isEmpty();
        assertThat(JournalFormat.Segment.ofName("000000000042-fedcba9876543210.journal.12"))
                .isEmpty();
    }

    @Test
    void aGroupOfManyRecordsIsReadAsMany() {
        List<Sequenced> group = new ArrayList<>();
        for (int i = 1; i <= 1000; i++) {
            group.add(append(i, "document " + i % 7, "text ".repeat(i % 50)));
        }
        Bytes bytes = new Bytes(SALT).raw(JournalFormat.encode(SALT, 8, group));

        assertThat(JournalFormat.scan(SALT, bytes.array()).entries()).isEqualTo(group);
    }
}
