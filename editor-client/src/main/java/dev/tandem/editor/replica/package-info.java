/**
 * What is on this device: the log of every document, and beside it a catalogue that can be listed without opening any.
 *
 * <p>Main type: {@link dev.tandem.editor.replica.Replica}. May use {@code store} and below; knows no session.
 */
@NullMarked
package dev.tandem.editor.replica;

import org.jspecify.annotations.NullMarked;
