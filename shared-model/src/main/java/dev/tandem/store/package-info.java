/**
 * What "durable" means: the journal that is forced to disk before anything is called saved, and the log of updates in
 * H2 or PostgreSQL that it feeds.
 *
 * <p>Main types: {@link dev.tandem.store.DurableLog} is what the hub and the editor write to. May use {@code model},
 * {@code protocol} and {@code crdt}.
 */
@NullMarked
package dev.tandem.store;

import org.jspecify.annotations.NullMarked;
