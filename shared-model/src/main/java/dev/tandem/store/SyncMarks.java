package dev.tandem.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;

/**
 * Remembers, in H2 itself, up to which entry H2 was forced to disk and when. If a power cut takes H2 back to an older
 * state, the younger marks are gone with it, and the journal is kept for longer: the safe direction.
 */
final class SyncMarks {

    private final H2Database database;
    private final Clock clock;

    SyncMarks(H2Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Forces H2 to disk and remembers that everything up to this number is there. */
    void forceAndMark(long throughSequence) throws SQLException {
        database.forceToDisk();
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement merge = connection.prepareStatement(
                        "MERGE INTO stored_sync (through_sequence, synced_at_millis) KEY (through_sequence) VALUES (?, ?)")) {
            merge.setLong(1, throughSequence);
            merge.setLong(2, clock.millis());
            merge.executeUpdate();
        }
    }

    /** The newest number that is marked at all, 0 if none is. */
    long newest() throws SQLException {
        return max(
                "SELECT COALESCE(MAX(through_sequence), 0) FROM stored_sync WHERE synced_at_millis <= ?",
                clock.millis());
    }

    /** The newest number that was marked at least so long ago, 0 if none was; the marks older than it are forgotten. */
    long olderThan(Duration retention) throws SQLException {
        long through = max(
                "SELECT COALESCE(MAX(through_sequence), 0) FROM stored_sync WHERE synced_at_millis <= ?",
                clock.millis() - retention.toMillis());
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM stored_sync WHERE through_sequence < ?")) {
            delete.setLong(1, through);
            delete.executeUpdate();
        }
        return through;
    }

    private long max(String query, long atMillis) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement select = connection.prepareStatement(query)) {
            select.setLong(1, atMillis);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
