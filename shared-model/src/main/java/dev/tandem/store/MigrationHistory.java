package dev.tandem.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a database remembers of the migrations of one owner, in Flyway's table, beside those that this program brings.
 *
 * <p>Nearly every start finds the tables as they should be. To see that takes one query; Flyway, which takes half a second
 * to find the same, is then not even loaded.
 */
final class MigrationHistory {

    private final Connection connection;
    private final String table;
    private final SortedMap<Integer, Integer> scripts;
    private final String name;

    /**
     * The history in that table.
     *
     * @param scripts checksums by version, not empty
     * @param name of the database, for sentences
     */
    MigrationHistory(Connection connection, String table, SortedMap<Integer, Integer> scripts, String name) {
        this.connection = connection;
        this.table = table;
        this.scripts = scripts;
        this.name = name;
    }

    /**
     * Whether every script ran, as it is, and there is nothing to do. A script that failed half-way is forgotten: each can
     * run again.
     *
     * @throws StoreException if other scripts ran than these: those of a newer program, or the history is damaged
     */
    boolean isComplete() throws SQLException, StoreException {
        if (!exists()) {
            return false;
        }
        forgetFailures();
        Map<Integer, Integer> ran = ran();
        for (Map.Entry<Integer, Integer> one : ran.entrySet()) {
            int version = one.getKey();
            if (version > scripts.lastKey()) {
                throw new StoreException("The tables in " + name + " were made by a newer Tandem (version " + version
                        + " of them; this one knows version " + scripts.lastKey()
                        + "). They were left as they are; use the newer one.");
            }
            if (!one.getValue().equals(scripts.get(version))) {
                throw new StoreException("The history of the tables in " + name
                        + " is damaged or was not made by Tandem (version " + version
                        + " is another one). They were left as they are; restore them from a copy, or move them away to"
                        + " start anew.");
            }
        }
        return ran.size() == scripts.size();
    }

    private boolean exists() throws SQLException {
        String schema = connection.getSchema();
        // Underscores in the name stand for any character here, so the answer is looked through.
        try (ResultSet tables = connection
                .getMetaData()
                .getTables(connection.getCatalog(), schema, table, new String[] {"TABLE", "BASE TABLE"})) {
            while (tables.next()) {
                if (table.equals(tables.getString("TABLE_NAME"))) {
                    return true;
                }
            }
            return false;
        }
    }

    private void forgetFailures() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean failed;
            try (ResultSet row =
                    statement.executeQuery("SELECT COUNT(*) FROM \"" + table + "\" WHERE NOT \"success\"")) {
                failed = row.next() && row.getLong(1) > 0;
            }
            if (failed) {
                statement.execute("DELETE FROM \"" + table + "\" WHERE NOT \"success\"");
            }
        }
    }

    /** The checksums of what ran, by version; a version that is no number counts as -1, which no script has. */
    private Map<Integer, Integer> ran() throws SQLException {
        Map<Integer, Integer> ran = new HashMap<>();
        // Flyway's other rows say where its counting began.
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT \"version\", \"checksum\" FROM \"" + table + "\" WHERE \"type\" = 'SQL'");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                String version = String.valueOf(rows.getString(1));
                ran.put(version.matches("\\d{1,9}") ? Integer.parseInt(version) : -1, rows.getInt(2));
            }
        }
        return ran;
    }
}
