/**
 * Text documents as CRDTs: {@link dev.tandem.crdt.TextDocument} and what it speaks in. The library yrs lies behind a
 * narrow native border in this package; bytes cross it, words stay on this side.
 *
 * <p>May use {@code model} and {@code protocol}.
 */
@NullMarked
package dev.tandem.crdt;

import org.jspecify.annotations.NullMarked;
