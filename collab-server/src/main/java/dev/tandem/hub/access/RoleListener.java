package dev.tandem.hub.access;

import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import io.vertx.core.Future;
import java.util.Optional;

/** Is told of changes that live connections must follow. Called on any thread. */
public interface RoleListener {

    /** A person's role in a document is another now, or none. */
    void roleChanged(DocumentId id, String subject, Optional<Role> role);

    /** A document was deleted; the future completes once nothing of it is on its way to the store. */
    Future<Void> deleted(DocumentId id);
}
