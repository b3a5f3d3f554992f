package dev.tandem.store;

import dev.tandem.protocol.Update;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Updates that carry a number, so that a test can tell which are there, which are not and which are twice. */
final class Numbered {

    private Numbered() {}

    /** An update of that number and a size as typing makes it; now and then that of a paste. */
    static Update update(int number, Random random) {
        int size = random.nextInt(50) == 0 ? random.nextInt(20_000) : random.nextInt(60);
        byte[] bytes = new byte[4 + size];
        random.nextBytes(bytes);
        return Update.trusted(ByteBuffer.wrap(bytes).putInt(0, number).array());
    }

    /** All that is stored, as a compaction would keep it. */
    static Update snapshot(StoredDocument stored) {
        List<Integer> numbers = numbers(stored);
        ByteBuffer bytes = ByteBuffer.allocate(numbers.size() * Integer.BYTES);
        numbers.forEach(bytes::putInt);
        return Update.trusted(bytes.array());
    }

    /** The numbers of all that is stored, in its order. */
    static List<Integer> numbers(StoredDocument stored) {
        List<Integer> numbers = new ArrayList<>();
        Update snapshot = stored.snapshot();
        if (snapshot != null) {
            ByteBuffer bytes = ByteBuffer.wrap(snapshot.bytes());
            while (bytes.hasRemaining()) {
                numbers.add(bytes.getInt());
            }
        }
        for (Update update : stored.tail()) {
            numbers.add(ByteBuffer.wrap(update.bytes()).getInt());
        }
        return numbers;
    }
}
