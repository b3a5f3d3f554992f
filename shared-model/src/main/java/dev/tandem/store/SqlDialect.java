package dev.tandem.store;

/** The few places where the SQL of H2 and of PostgreSQL differ. */
public enum SqlDialect {
    /** H2 in its regular mode. */
    H2(
            "BLOB",
            true,
            "INSERT INTO stored_document (name) SELECT CAST(? AS VARCHAR) WHERE NOT EXISTS (SELECT 1 FROM stored_document WHERE name = ?)"),
    /** PostgreSQL 15 or later. */
    POSTGRESQL(
            "BYTEA",
            false,
            "INSERT INTO stored_document (name) SELECT CAST(? AS VARCHAR) WHERE NOT EXISTS (SELECT 1 FROM stored_document WHERE name = ?)"
                    + " ON CONFLICT (name) DO NOTHING");

    private final String bytesType;
    private final boolean readsBytesLate;
    private final String insertDocument;

    SqlDialect(String bytesType, boolean readsBytesLate, String insertDocument) {
        this.bytesType = bytesType;
        this.readsBytesLate = readsBytesLate;
        this.insertDocument = insertDocument;
    }

    /** The type of a column of long byte strings; written with {@code setBinaryStream}, read with {@code getBinaryStream}. */
    public String bytesType() {
        return bytesType;
    }

    /**
     * Whether long bytes are fetched only while a result is read, from where a compaction may just have removed them; then
     * a reader keeps compactions out with a lock.
     */
    boolean readsBytesLate() {
        return readsBytesLate;
    }

    /** Makes the row of a document unless there is one; takes the name twice. */
    String insertDocument() {
        return insertDocument;
    }
}
