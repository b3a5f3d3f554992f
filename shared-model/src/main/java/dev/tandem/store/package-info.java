/**
 * What "durable" means: the journal that is forced to disk before anything is called saved, and the log of updates in
 * H2 or PostgreSQL that it feeds.
 *
 * <p>Main types: {@link dev.tandem.store.DurableLog} is what the hub and the editor write to,
 * {@link dev.tandem.store.StoreDatabase} the database under it, where they may have tables of their own, and
 * {@link dev.tandem.store.DurableLogs} opens the one on the other. May use {@code model},
 * {@code protocol} and {@code crdt}.
 */
@NullMarked
package dev.tandem.store;

import org.jspecify.annotations.NullMarked;
