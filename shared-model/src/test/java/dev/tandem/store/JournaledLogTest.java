package dev.tandem.store;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract, on the journal and H2. */
class JournaledLogTest extends DurableLogContract {

    @TempDir
    Path directory;

    private H2Database database;

    @Override
    DurableLog open() throws Exception {
        if (database != null) {
            database.close();
        }
        database = H2Database.open(directory);
        return DurableLogs.open(database, StoreOptions.defaults());
    }

    @AfterEach
    void closeDatabase() {
        log.close();
        database.close();
    }
}
