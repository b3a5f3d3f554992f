package dev.tandem.hub.access;

import dev.tandem.hub.auth.Principal;
import dev.tandem.hub.catalog.Catalog;
import dev.tandem.hub.catalog.Outcome;
import dev.tandem.hub.catalog.Person;
import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who may do what with which document. A document that does not exist and one that is not shared with the person look the
 * same: empty. On a hub without login everyone owns everything, and a document exists once somebody opened it.
 *
 * <p>May be used from any thread; futures complete on the caller's context.
 */
public final class Access {

    /** People whose newest names are known to be in the catalog already; it spares a write for each connection. */
    private static final int REMEMBERED = 10_000;

    private final Catalog catalog;
    private final WorkerExecutor workers;
    private final Map<String, Person> learnt = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    /** Asks this catalog, on these workers. */
    public Access(Catalog catalog, WorkerExecutor workers) {
        this.catalog = catalog;
        this.workers = workers;
    }

    /** What someone may do with a document they open for reading or writing; on a hub without login this creates it. */
    public Future<Optional<Role>> open(Principal who, DocumentId id) {
        if (!who.isAnonymous()) {
            return role(who, id);
        }
        return ask(() ->
                catalog.createIfNew(id, who.subject()) == Outcome.TAKEN ? Optional.empty() : Optional.of(Role.OWNER));
    }

    /** What someone may do with a document. */
    public Future<Optional<Role>> role(Principal who, DocumentId id) {
        return ask(() -> {
            learn(who);
            return catalog.role(id, who.subject());
        });
    }

    /** Remembers what someone is called, so that others can share with them. Blocks. */
    public void learn(Principal who) {
        if (who.isAnonymous()) {
            return;
        }
        Person person = new Person(who.subject(), who.username(), who.name(), who.email());
        if (!person.equals(learnt.get(who.subject()))) {
            catalog.learn(person);
            if (learnt.size() >= REMEMBERED) {
                learnt.clear();
            }
            learnt.put(who.subject(), person);
        }
    }

    /**
     * Counts the changes of roles so far. Someone who asked before a change and acts after it can tell that by another
     * number, and asks again.
     */
    public long changes() {
        return changes.get();
    }

    void changed() {
        changes.incrementAndGet();
    }

    <T> Future<T> ask(Callable<T> question) {
        return workers.executeBlocking(question, false);
    }
}
