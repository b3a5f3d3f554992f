package dev.tandem.hub.access;

import dev.tandem.hub.auth.Principal;
import dev.tandem.hub.catalog.Catalog;
import dev.tandem.hub.catalog.Outcome;
import dev.tandem.hub.catalog.Person;
import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import dev.tandem.store.StoreException;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Who may do what with which document. A document that does not exist and one that is not shared with the person look the
 * same: empty. On a hub without login everyone owns everything, and a document exists once somebody opened it.
 *
 * <p>May be used from any thread; futures complete on the caller's context.
 */
public final class Access {

    /** People whose newest names are known to be in the catalog already; it spares a write for each connection. */
    private static final int REMEMBERED = 10_000;

    /** How long an answer is waited for: a database whose disk is full keeps whoever writes until there is room. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Catalog catalog;
    private final WorkerExecutor workers;
    private final Supplier<Optional<String>> storeFailure;
    private final Map<String, Person> learnt = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    /**
     * Asks this catalog, on these workers.
     *
     * @param storeFailure why nothing can be written now; empty while all is well
     */
    public Access(Catalog catalog, WorkerExecutor workers, Supplier<Optional<String>> storeFailure) {
        this.catalog = catalog;
        this.workers = workers;
        this.storeFailure = storeFailure;
    }

    /** What someone may do with a document they open for reading or writing; on a hub without login this creates it. */
    public Future<Optional<Role>> open(Principal who, DocumentId id) {
        if (!who.isAnonymous()) {
            return role(who, id);
        }
        return ask(() -> {
            Optional<Role> role = catalog.role(id, who.subject());
            if (role.isPresent()) {
                return role;
            }
            checkWritable();
            return catalog.createIfNew(id, who.subject()) == Outcome.TAKEN ? Optional.empty() : Optional.of(Role.OWNER);
        });
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
        // A name can wait until the store writes again.
        if (!person.equals(learnt.get(who.subject())) && storeFailure.get().isEmpty()) {
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

    /** Whoever writes to a store that fails keeps a worker until it works again, so it is not even begun. */
    private void checkWritable() throws StoreException {
        Optional<String> failure = storeFailure.get();
        if (failure.isPresent()) {
            throw new StoreException(failure.get());
        }
    }

    <T> Future<T> ask(Callable<T> question) {
        return workers.executeBlocking(question, false)
                .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(
                        failure instanceof TimeoutException
                                ? new StoreException("The store did not answer within " + PATIENCE.toSeconds() + " s.")
                                : failure));
    }

    /** The same, for what changes something; fails at once with {@link StoreException} while the store does. */
    <T> Future<T> change(Callable<T> change) {
        return ask(() -> {
            checkWritable();
            return change.call();
        });
    }
}
