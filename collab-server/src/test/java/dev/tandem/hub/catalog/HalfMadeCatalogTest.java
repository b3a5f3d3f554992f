package dev.tandem.hub.catalog;

import dev.tandem.store.H2Database;
import dev.tandem.store.StoreDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The half-made catalog, on H2. */
class HalfMadeCatalogTest extends HalfMadeCatalogContract {

    @TempDir
    private Path directory;

    @Override
    StoreDatabase empty() throws Exception {
        return H2Database.open(directory);
    }
}
