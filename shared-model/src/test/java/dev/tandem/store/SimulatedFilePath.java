package dev.tandem.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.message.DbException;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;

/** H2's files on a {@link SimulatedDisk}: names are {@code simulated:/<disk number>/<file>}. */
public final class SimulatedFilePath extends FilePath {

    private static final String SCHEME = "simulated";
    private static final Map<Integer, SimulatedDisk> DISKS = new ConcurrentHashMap<>();
    private static final AtomicInteger NEXT = new AtomicInteger();

    static {
        FilePath.register(new SimulatedFilePath());
    }

    /** Lets H2 see a disk under a number of its own. */
    static int mount(SimulatedDisk disk) {
        int number = NEXT.incrementAndGet();
        DISKS.put(number, disk);
        return number;
    }

    static void unmount(int number) {
        DISKS.remove(number);
    }

    private SimulatedDisk disk() {
        SimulatedDisk disk = DISKS.get(Integer.valueOf(parts()[1]));
        if (disk == null) {
            throw new IllegalStateException("no such disk: " + name);
        }
        return disk;
    }

    /** The name on the disk. */
    private String file() {
        String[] parts = parts();
        return parts.length < 3 ? "" : parts[2];
    }

    /** Scheme, disk and file. */
    private String[] parts() {
        return name.split("/", 3);
    }

    @Override
    public SimulatedFilePath getPath(String path) {
        if (!path.startsWith(SCHEME + ":/")) {
            throw new IllegalArgumentException("not a path on a simulated disk: " + path);
        }
        SimulatedFilePath result = new SimulatedFilePath();
        result.name = path;
        return result;
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void unchecked(Work work) {
        try {
            work.run();
        } catch (IOException e) {
            throw DbException.convertIOException(e, "simulated disk");
        }
    }

    @Override
    public long size() {
        try {
            return disk().size(file());
        } catch (IOException e) {
            throw DbException.convertIOException(e, name);
        }
    }

    @Override
    public void moveTo(FilePath target, boolean atomicReplace) {
        unchecked(() -> disk().rename(file(), ((SimulatedFilePath) target).file()));
    }

    @Override
    public boolean createFile() {
        if (exists()) {
            return false;
        }
        unchecked(() -> disk().create(file()));
        return true;
    }

    @Override
    public boolean exists() {
        return isDirectory() || disk().exists(file());
    }

    @Override
    public void delete() {
        disk().delete(file());
    }

    @Override
    public List<FilePath> newDirectoryStream() {
        List<FilePath> found = new ArrayList<>();
        String root = parts()[0] + "/" + parts()[1] + "/";
        for (String file : disk().list("")) {
            found.add(getPath(root + file));
        }
        return found;
    }

    @Override
    public SimulatedFilePath toRealPath() {
        return this;
    }

    @Override
    public SimulatedFilePath getParent() {
        return file().isEmpty() ? null : getPath(name.substring(0, name.lastIndexOf('/')));
    }

    @Override
    public boolean isDirectory() {
        return file().isEmpty();
    }

    @Override
    public boolean isRegularFile() {
        return !isDirectory() && exists();
    }

    @Override
    public boolean isAbsolute() {
        return true;
    }

    @Override
    public long lastModified() {
        return 0;
    }

    @Override
    public boolean canWrite() {
        return true;
    }

    @Override
    public void createDirectory() {}

    @Override
    public FileChannel open(String mode) throws IOException {
        if (!disk().exists(file())) {
            if (mode.equals("r")) {
                throw new NoSuchFileException(name);
            }
            disk().create(file());
            // A file system writes a new file's name with the file's first force; H2Database forces the directory, too.
            disk().forceNames(file());
        }
        return new Channel(disk(), file());
    }

    @Override
    public boolean setReadOnly() {
        return false;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    private static final class Channel extends FileBaseDefault {
        private final SimulatedDisk disk;
        private final String file;

        Channel(SimulatedDisk disk, String file) {
            this.disk = disk;
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return disk.size(file);
        }

        @Override
        public synchronized int read(ByteBuffer into, long position) throws IOException {
            return disk.read(file, into, position);
        }

        @Override
        public synchronized int write(ByteBuffer from, long position) throws IOException {
            int length = from.remaining();
            disk.write(file, from, position);
            return length;
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            disk.truncate(file, size);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            disk.force(file);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            return new FileLock(this, position, size, shared) {
                @Override
                public boolean isValid() {
                    return true;
                }

                @Override
                public void release() {}
            };
        }
    }
}
