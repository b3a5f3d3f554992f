/**
 * From a person and a document to a decision. {@link dev.tandem.hub.access.Access} answers who may do what,
 * {@link dev.tandem.hub.access.Sharing} changes it and tells live connections at once.
 *
 * <p>May use {@code auth} and {@code catalog}; asks the catalog on a worker.
 */
@NullMarked
package dev.tandem.hub.access;

import org.jspecify.annotations.NullMarked;
