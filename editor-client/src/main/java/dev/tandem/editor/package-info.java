/**
 * The editor's engine and its wiring: a {@link dev.tandem.editor.Profile} is where a person's documents lie, a
 * {@link dev.tandem.editor.Workspace} is everything that can be done with them, and {@link dev.tandem.editor.HubLink}
 * is the way to a hub. The window and the command line stand on these and on nothing below them but
 * {@code session} and {@code settings}.
 *
 * <p>Knows no Swing.
 */
@NullMarked
package dev.tandem.editor;

import org.jspecify.annotations.NullMarked;
