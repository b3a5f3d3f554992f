-- What was said about each document. Every statement can run again: H2 commits each by itself, so a migration may be cut
-- off in the middle. For the same reason no column is an identity on H2: it makes a table and its sequence in two commits,
-- and does not open a database in which only one of them survived a power cut.

CREATE TABLE IF NOT EXISTS stored_document (
    document_key     BIGINT ${identity} PRIMARY KEY,
    name             VARCHAR(255) NOT NULL UNIQUE,
    -- Every update up to this number is in the snapshot, or was deleted when there is none. A deleted document keeps its
    -- row, so that what is replayed later cannot bring it back.
    through_sequence BIGINT DEFAULT 0 NOT NULL,
    snapshot         ${bytes}
);

-- The journal gives the numbers where there is one, else this table. Who appends to a document holds the lock on its row,
-- so the numbers of one document become visible in their order.
CREATE TABLE IF NOT EXISTS stored_update (
    sequence     BIGINT ${identity} PRIMARY KEY,
    document_key BIGINT NOT NULL,
    update_bytes ${bytes} NOT NULL
);

CREATE INDEX IF NOT EXISTS stored_update_by_document ON stored_update (document_key, sequence);

-- The last batch of each writer: one that asks "did my commit arrive?" after a broken connection finds the answer here.
CREATE TABLE IF NOT EXISTS stored_batch (
    writer       VARCHAR(36) PRIMARY KEY,
    batch        BIGINT NOT NULL,
    committed_at TIMESTAMP WITH TIME ZONE NOT NULL
);

-- Up to which number the database was forced to disk, and when: the journal is dropped some time after that.
CREATE TABLE IF NOT EXISTS stored_sync (
    through_sequence BIGINT PRIMARY KEY,
    synced_at_millis BIGINT NOT NULL
);
