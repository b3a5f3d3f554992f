/**
 * What the hub knows about documents and people: titles, members and their roles, who logged in, and who changed what.
 * {@link dev.tandem.hub.catalog.Catalog} keeps it in the same database as the updates, in tables and with a migration
 * history of its own.
 *
 * <p>May use {@code model}, and of {@code store} the database it lives in; blocks, so it is called on workers.
 */
@NullMarked
package dev.tandem.hub.catalog;

import org.jspecify.annotations.NullMarked;
