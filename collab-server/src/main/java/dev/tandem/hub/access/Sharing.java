package dev.tandem.hub.access;

import dev.tandem.hub.auth.Principal;
import dev.tandem.hub.catalog.Catalog;
import dev.tandem.hub.catalog.CatalogDocument;
import dev.tandem.hub.catalog.Member;
import dev.tandem.hub.catalog.Outcome;
import dev.tandem.hub.catalog.Person;
import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import dev.tandem.store.DurableLog;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * Changes what is in the catalog on someone's behalf, and makes live connections follow at once. Whether they may is for
 * the caller to ask.
 *
 * <p>May be used from any thread; futures complete on the caller's context.
 */
public final class Sharing {

    private final Catalog catalog;
    private final Access access;
    private final DurableLog log;
    private final RoleListener listener;

    /** Tells the listener what changed. */
    public Sharing(Catalog catalog, Access access, DurableLog log, RoleListener listener) {
        this.catalog = catalog;
        this.access = access;
        this.log = log;
        this.listener = listener;
    }

    /** Remembers what someone is called. */
    public Future<Void> meet(Principal who) {
        return access.ask(() -> {
            access.learn(who);
            return null;
        });
    }

    /** Creates a document that belongs to them. */
    public Future<Outcome> create(Principal who, DocumentId id, String title) {
        return access.change(() -> {
            access.learn(who);
            return catalog.create(id, title, who.subject());
        });
    }

    /** A document as they see it. */
    public Future<Optional<CatalogDocument>> find(Principal who, DocumentId id) {
        return access.ask(() -> {
            access.learn(who);
            return catalog.find(id, who.subject());
        });
    }

    /** All documents that they may open. */
    public Future<List<CatalogDocument>> documents(Principal who) {
        return access.ask(() -> {
            access.learn(who);
            return catalog.documentsOf(who.subject());
        });
    }

    /** Everyone who may open a document. */
    public Future<List<Member>> members(DocumentId id) {
        return access.ask(() -> catalog.members(id));
    }

    /** Someone who logged in at least once, by subject or username. */
    public Future<Optional<Person>> person(String subjectOrUsername) {
        return access.ask(() -> catalog.person(subjectOrUsername));
    }

    /** Gives a document another title. */
    public Future<Outcome> rename(Principal who, DocumentId id, String title) {
        return access.change(() -> catalog.rename(id, title, who.subject()));
    }

    /** Gives someone a role in a document. */
    public Future<Outcome> setRole(Principal who, DocumentId id, Person person, Role role) {
        return access.change(() -> {
            Outcome outcome = catalog.setRole(id, person.subject(), role, who.subject());
            if (outcome == Outcome.DONE) {
                access.changed();
                listener.roleChanged(id, person.subject(), Optional.of(role));
            }
            return outcome;
        });
    }

    /** Takes a document away from someone. */
    public Future<Outcome> revoke(Principal who, DocumentId id, Person person) {
        return access.change(() -> {
            Outcome outcome = catalog.removeMember(id, person.subject(), who.subject());
            if (outcome == Outcome.DONE) {
                access.changed();
                listener.roleChanged(id, person.subject(), Optional.empty());
            }
            return outcome;
        });
    }

    /** Deletes a document for everyone, its updates included. */
    public Future<Outcome> delete(Principal who, DocumentId id) {
        return access.change(() -> {
                    Outcome outcome = catalog.delete(id, who.subject());
                    if (outcome == Outcome.DONE) {
                        access.changed();
                    }
                    return outcome;
                })
                .compose(outcome -> outcome == Outcome.DONE
                        ? listener.deleted(id)
                                .compose(nothing -> access.ask(() -> {
                                    purge(id);
                                    return outcome;
                                }))
                        : Future.succeededFuture(outcome));
    }

    /** Makes the store forget what was deleted while the hub died before it could. Blocks. */
    public void finishDeletions() throws dev.tandem.store.StoreException {
        for (DocumentId id : catalog.forgotten()) {
            purge(id);
        }
    }

    private void purge(DocumentId id) throws dev.tandem.store.StoreException {
        log.delete(id);
        catalog.markPurged(id);
    }
}
