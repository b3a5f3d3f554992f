package dev.tandem.hub.catalog;

import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import dev.tandem.store.StoreDatabase;
import dev.tandem.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Documents, members and people in the hub's database; H2 and PostgreSQL alike.
 *
 * <p>May be used from any thread, and blocks: call it on a worker. A database that cannot be used now shows as
 * {@link org.jdbi.v3.core.JdbiException}.
 */
public final class Catalog {

    private static final String HISTORY = "catalog_history";
    /** The class of SQL states for a row that is there already. */
    private static final String CONSTRAINT_VIOLATION = "23";

    private final Jdbi jdbi;

    private Catalog(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Brings the tables up to date and opens the catalog; the caller goes on owning the database.
     *
     * @throws StoreException if the tables cannot be brought up to date
     */
    public static Catalog open(StoreDatabase database) throws StoreException {
        database.migrate("db/migration/catalog", HISTORY);
        return new Catalog(Jdbi.create(database.dataSource()));
    }

    /** Remembers who someone is, so that others can find them by their username. */
    public void learn(Person person) {
        inTransaction(h -> {
            int changed = bind(
                            h.createUpdate("update catalog_person set username = :username, name = :name,"
                                    + " email = :email, seen = :now where subject = :subject"),
                            person)
                    .execute();
            if (changed == 0) {
                bind(
                                h.createUpdate("insert into catalog_person (subject, username, name, email, seen)"
                                        + " values (:subject, :username, :name, :email, :now)"),
                                person)
                        .execute();
            }
            return changed;
        });
    }

    /**
     * Runs a transaction, and once more if another one inserted the same row first: two who open a new document at the
     * same time both find that it is not there.
     */
    private <T> T inTransaction(HandleCallback<T, RuntimeException> work) {
        try {
            return jdbi.inTransaction(work);
        } catch (UnableToExecuteStatementException e) {
            if (e.getCause() instanceof SQLException cause
                    && cause.getSQLState() != null
                    && cause.getSQLState().startsWith(CONSTRAINT_VIOLATION)) {
                return jdbi.inTransaction(work);
            }
            throw e;
        }
    }

    private static org.jdbi.v3.core.statement.Update bind(org.jdbi.v3.core.statement.Update update, Person person) {
        return update.bind("subject", person.subject())
                .bind("username", person.username())
                .bind("name", person.name())
                .bind("email", person.email())
                .bind("now", now());
    }

    /** The person of that subject, or else of that username; empty if nobody of that name ever logged in. */
    public Optional<Person> person(String subjectOrUsername) {
        return jdbi.withHandle(h -> h.createQuery("select subject, username, name, email from catalog_person"
                        + " where subject = :name or username = :name"
                        + " order by case when subject = :name then 0 else 1 end, seen desc limit 1")
                .bind("name", subjectOrUsername)
                .map((row, context) -> person(row))
                .findFirst());
    }

    /**
     * Creates a document that belongs to {@code owner}. {@link Outcome#UNCHANGED} if they own it already,
     * {@link Outcome#TAKEN} if the id is or was another's.
     */
    public Outcome create(DocumentId id, String title, String owner) {
        return inTransaction(h -> {
            if (exists(h, id)) {
                return role(h, id, owner).equals(Optional.of(Role.OWNER)) ? Outcome.UNCHANGED : Outcome.TAKEN;
            }
            insert(h, id, title, owner);
            return Outcome.DONE;
        });
    }

    /** Creates a document if its name is new; {@link Outcome#TAKEN} if one of that name was deleted. */
    public Outcome createIfNew(DocumentId id, String creator) {
        return inTransaction(h -> {
            if (!exists(h, id)) {
                String title = id.value();
                insert(
                        h,
                        id,
                        title.length() > Title.MAX_LENGTH
                                ? title.substring(0, title.offsetByCodePoints(0, Title.MAX_LENGTH / 2))
                                : title,
                        creator);
                return Outcome.DONE;
            }
            return alive(h, id) ? Outcome.UNCHANGED : Outcome.TAKEN;
        });
    }

    private static void insert(Handle h, DocumentId id, String title, String owner) {
        h.createUpdate("insert into catalog_document (id, title, created, created_by)"
                        + " values (:id, :title, :now, :owner)")
                .bind("id", id.value())
                .bind("title", title)
                .bind("now", now())
                .bind("owner", owner)
                .execute();
        grant(h, id, owner, Role.OWNER);
        audit(h, owner, "create", id, title);
    }

    /** What someone may do with a document; empty if it does not exist or is not shared with them. */
    public Optional<Role> role(DocumentId id, String subject) {
        return jdbi.withHandle(h -> role(h, id, subject));
    }

    /** A document as {@code subject} sees it; empty if it does not exist or is not shared with them. */
    public Optional<CatalogDocument> find(DocumentId id, String subject) {
        return jdbi.withHandle(h -> h.createQuery("select d.id, d.title, d.created, m.role from catalog_document d"
                        + " join catalog_member m on m.document = d.id"
                        + " where d.id = :id and m.subject = :subject and d.deleted is null")
                .bind("id", id.value())
                .bind("subject", subject)
                .map((row, context) -> document(row))
                .findFirst());
    }

    /** All documents that {@code subject} may open, newest first. */
    public List<CatalogDocument> documentsOf(String subject) {
        return jdbi.withHandle(h -> h.createQuery("select d.id, d.title, d.created, m.role from catalog_document d"
                        + " join catalog_member m on m.document = d.id"
                        + " where m.subject = :subject and d.deleted is null order by d.created desc, d.id")
                .bind("subject", subject)
                .map((row, context) -> document(row))
                .list());
    }

    /** Everyone who may open a document. */
    public List<Member> members(DocumentId id) {
        return jdbi.withHandle(h -> h.createQuery("select m.subject, p.username, p.name, p.email, m.role"
                        + " from catalog_member m left join catalog_person p on p.subject = m.subject"
                        + " where m.document = :id order by m.granted, m.subject")
                .bind("id", id.value())
                .map((row, context) -> new Member(person(row), roleOf(row)))
                .list());
    }

    /** Gives a document another title. */
    public Outcome rename(DocumentId id, String title, String actor) {
        return inTransaction(h -> {
            int changed = h.createUpdate(
                            "update catalog_document set title = :title where id = :id and deleted is null")
                    .bind("title", title)
                    .bind("id", id.value())
                    .execute();
            if (changed == 0) {
                return Outcome.UNKNOWN;
            }
            audit(h, actor, "rename", id, title);
            return Outcome.DONE;
        });
    }

    /** Makes someone a member, or gives a member another role. */
    public Outcome setRole(DocumentId id, String subject, Role role, String actor) {
        return inTransaction(h -> {
            if (!lock(h, id)) {
                return Outcome.UNKNOWN;
            }
            Optional<Role> before = role(h, id, subject);
            if (before.equals(Optional.of(role))) {
                return Outcome.UNCHANGED;
            }
            if (before.equals(Optional.of(Role.OWNER)) && owners(h, id) == 1) {
                return Outcome.LAST_OWNER;
            }
            revoke(h, id, subject);
            grant(h, id, subject, role);
            audit(h, actor, "role", id, subject + " " + role.word());
            return Outcome.DONE;
        });
    }

    /** Takes a document away from someone. */
    public Outcome removeMember(DocumentId id, String subject, String actor) {
        return inTransaction(h -> {
            Optional<Role> before = lock(h, id) ? role(h, id, subject) : Optional.empty();
            if (before.isEmpty()) {
                return Outcome.UNKNOWN;
            }
            if (before.get() == Role.OWNER && owners(h, id) == 1) {
                return Outcome.LAST_OWNER;
            }
            revoke(h, id, subject);
            audit(h, actor, "revoke", id, subject);
            return Outcome.DONE;
        });
    }

    /** Deletes a document for everyone; {@link #forgotten} lists it until {@link #markPurged}. */
    public Outcome delete(DocumentId id, String actor) {
        return inTransaction(h -> {
            if (!lock(h, id)) {
                return Outcome.UNKNOWN;
            }
            h.createUpdate("delete from catalog_member where document = :id")
                    .bind("id", id.value())
                    .execute();
            h.createUpdate("update catalog_document set deleted = :now where id = :id")
                    .bind("now", now())
                    .bind("id", id.value())
                    .execute();
            audit(h, actor, "delete", id, "");
            return Outcome.DONE;
        });
    }

    /** The deleted documents whose updates the store may still hold. */
    public Set<DocumentId> forgotten() {
        return jdbi.withHandle(
                h -> h.createQuery("select id from catalog_document where deleted is not null and purged = false")
                        .map((row, context) -> new DocumentId(row.getString("id")))
                        .set());
    }

    /** Notes that the store has forgotten a deleted document too. */
    public void markPurged(DocumentId id) {
        jdbi.useHandle(h -> h.createUpdate("update catalog_document set purged = true where id = :id")
                .bind("id", id.value())
                .execute());
    }

    /**
     * Asks the database for nothing, to see whether it answers.
     *
     * @throws org.jdbi.v3.core.JdbiException if it does not
     */
    public void ping() {
        jdbi.useHandle(h -> h.createQuery("select 1").mapTo(Integer.class).one());
    }

    /** Locks the document's row until the transaction ends, so that two owners cannot demote each other. */
    private static boolean lock(Handle h, DocumentId id) {
        return h.createQuery("select id from catalog_document where id = :id and deleted is null for update")
                .bind("id", id.value())
                .mapTo(String.class)
                .findFirst()
                .isPresent();
    }

    private static boolean exists(Handle h, DocumentId id) {
        return count(h, "select count(*) from catalog_document where id = :id", id) > 0;
    }

    private static boolean alive(Handle h, DocumentId id) {
        return count(h, "select count(*) from catalog_document where id = :id and deleted is null", id) > 0;
    }

    private static long owners(Handle h, DocumentId id) {
        return count(h, "select count(*) from catalog_member where document = :id and role = 'owner'", id);
    }

    private static long count(Handle h, String query, DocumentId id) {
        return h.createQuery(query).bind("id", id.value()).mapTo(Long.class).one();
    }

    private static Optional<Role> role(Handle h, DocumentId id, String subject) {
        return h.createQuery("select role from catalog_member where document = :id and subject = :subject")
                .bind("id", id.value())
                .bind("subject", subject)
                .map((row, context) -> roleOf(row))
                .findFirst();
    }

    private static void grant(Handle h, DocumentId id, String subject, Role role) {
        h.createUpdate("insert into catalog_member (document, subject, role, granted)"
                        + " values (:id, :subject, :role, :now)")
                .bind("id", id.value())
                .bind("subject", subject)
                .bind("role", role.word())
                .bind("now", now())
                .execute();
    }

    private static void revoke(Handle h, DocumentId id, String subject) {
        h.createUpdate("delete from catalog_member where document = :id and subject = :subject")
                .bind("id", id.value())
                .bind("subject", subject)
                .execute();
    }

    private static void audit(Handle h, String actor, String action, DocumentId id, String detail) {
        h.createUpdate("insert into catalog_audit (entry, at, actor, action, document, detail)"
                        + " values (nextval('catalog_audit_entry'), :now, :actor, :action, :id, :detail)")
                .bind("now", now())
                .bind("actor", actor)
                .bind("action", action)
                .bind("id", id.value())
                .bind("detail", detail)
                .execute();
    }

    private static OffsetDateTime now() {
        return OffsetDateTime.now(ZoneOffset.UTC);
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getString("subject"), row.getString("username"), row.getString("name"), row.getString("email"));
    }

    private static CatalogDocument document(ResultSet row) throws SQLException {
        return new CatalogDocument(
                new DocumentId(row.getString("id")),
                row.getString("title"),
                row.getObject("created", OffsetDateTime.class).toInstant(),
                roleOf(row));
    }

    private static Role roleOf(ResultSet row) throws SQLException {
        String word = row.getString("role");
        return Role.ofWord(word).orElseThrow(() -> new SQLException("the catalog holds an unknown role"));
    }
}
