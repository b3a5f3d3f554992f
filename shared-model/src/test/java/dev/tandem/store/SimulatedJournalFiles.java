package dev.tandem.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A journal's files on a {@link SimulatedDisk}. */
final class SimulatedJournalFiles implements JournalFiles {

    private static final String FOLDER = "journal/";

    private final SimulatedDisk disk;

    SimulatedJournalFiles(SimulatedDisk disk) {
        this.disk = disk;
    }

    @Override
    public List<String> list() {
        return disk.list(FOLDER).stream()
                .map(name -> name.substring(FOLDER.length()))
                .toList();
    }

    @Override
    public byte[] read(String name) throws IOException {
        return disk.read(FOLDER + name);
    }

    @Override
    public JournalFile create(String name) throws IOException {
        disk.create(FOLDER + name);
        return new JournalFile() {
            private long end;

            @Override
            public void append(ByteBuffer bytes) throws IOException {
                long start = end;
                end += bytes.remaining();
                disk.write(FOLDER + name, bytes, start);
            }

            @Override
            public void force() throws IOException {
                disk.force(FOLDER + name);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void delete(String name) {
        disk.delete(FOLDER + name);
    }

    @Override
    public void forceNames() {
        disk.forceNames(FOLDER);
    }

    @Override
    public String keepAside(String name, byte[] bytes) throws IOException {
        String kept = "damaged/" + name;
        if (!disk.exists(kept)) {
            disk.create(kept);
            disk.write(kept, ByteBuffer.wrap(bytes), 0);
            disk.force(kept);
        }
        return kept;
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "a simulated disk";
    }
}
