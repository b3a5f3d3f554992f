package dev.tandem.store;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Connections to a database until it is closed. H2 opens a database for whoever asks for a connection, also after
 * {@code SHUTDOWN}: somebody who asks too late would have its file open again, and nobody would close it.
 *
 * <p>May be used from any thread.
 */
final class ClosableDataSource implements DataSource {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DataSource source;
    private final String name;
    /** Whoever connects reads what whoever closes writes: nobody is half way in when the last one shuts down. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private volatile boolean closed;

    /** Hands out what the source does; {@code name} is what a refusal calls it. */
    ClosableDataSource(DataSource source, String name) {
        this.source = source;
        this.name = name;
    }

    private interface Connecting {
        Connection connect() throws SQLException;
    }

    private Connection unlessClosed(Connecting connecting) throws SQLException {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new SQLNonTransientConnectionException(name + " is closed");
            }
            return connecting.connect();
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Refuses connections from now on, and lets {@code last} use the source once more; does nothing the second time. Who is
     * half way in is waited for, but not for ever: an H2 that closed itself after a failed write can keep a thread.
     */
    void close(Consumer<DataSource> last) {
        boolean alone = false;
        try {
            alone = lock.writeLock().tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // Half a close would be worse than somebody half way in.
            Thread.currentThread().interrupt();
        }
        try {
            if (!closed) {
                closed = true;
                last.accept(source);
            }
        } finally {
            if (alone) {
                lock.writeLock().unlock();
            }
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        return unlessClosed(source::getConnection);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return unlessClosed(() -> source.getConnection(username, password));
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return source.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        source.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return source.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || source.isWrapperFor(type);
    }
}
