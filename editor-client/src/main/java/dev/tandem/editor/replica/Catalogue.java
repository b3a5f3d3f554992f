package dev.tandem.editor.replica;

import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The catalogue's tables. Waits for the database: used by the replica's worker only. */
final class Catalogue {

    private final Jdbi jdbi;

    Catalogue(DataSource dataSource) {
        jdbi = Jdbi.create(dataSource);
    }

    List<ReplicaDocument> documents() {
        return jdbi.withHandle(handle -> handle.createQuery("select * from replica_document")
                .map((row, context) -> document(row))
                .list());
    }

    void put(ReplicaDocument document) {
        URI hub = document.hub();
        Role role = document.role();
        jdbi.useHandle(handle -> handle.createUpdate(
                        "merge into replica_document (id, title, created, changed, characters, hub, role, waiting, removed)"
                                + " key (id) values (:id, :title, :created, :changed, :characters, :hub, :role, :waiting,"
                                + " :removed)")
                .bind("id", document.id().value())
                .bind("title", document.title())
                .bind("created", utc(document.created()))
                .bind("changed", utc(document.changed()))
                .bind("characters", document.characters())
                .bind("hub", hub == null ? null : hub.toString())
                .bind("role", role == null ? null : role.word())
                .bind("waiting", document.waiting())
                .bind("removed", document.removed())
                .execute());
    }

    void forget(DocumentId id) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from replica_document where id = :id")
                .bind("id", id.value())
                .execute());
    }

    Map<String, String> memory() {
        Map<String, String> memory = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery("select name, remembered from replica_memory")
                .map((row, context) -> Map.entry(row.getString("name"), row.getString("remembered")))
                .forEach(entry -> memory.put(entry.getKey(), entry.getValue())));
        return memory;
    }

    void remember(String name, String value) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "merge into replica_memory (name, remembered) key (name) values (:name, :value)")
                .bind("name", name)
                .bind("value", value)
                .execute());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static ReplicaDocument document(ResultSet row) throws SQLException {
        @Nullable String hub = row.getString("hub");
        @Nullable String role = row.getString("role");
        return new ReplicaDocument(
                new DocumentId(row.getString("id")),
                row.getString("title"),
                row.getObject("created", OffsetDateTime.class).toInstant(),
                row.getObject("changed", OffsetDateTime.class).toInstant(),
                row.getLong("characters"),
                hub == null ? null : URI.create(hub),
                role == null ? null : Role.ofWord(role).orElse(Role.VIEWER),
                row.getInt("waiting"),
                row.getBoolean("removed"));
    }
}
