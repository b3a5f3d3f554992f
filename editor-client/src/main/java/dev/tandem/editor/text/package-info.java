/**
 * The one place where a CRDT and a Swing document are the same text. {@link dev.tandem.editor.text.TextBinding} joins a
 * session and a {@link dev.tandem.editor.text.DocumentArea}: what a person types goes through one gate into the
 * session, and what others type comes back without moving caret, selection, view or undo.
 *
 * <p>Everything here lives on the event dispatch thread. May use {@code session}; knows no windows.
 */
@NullMarked
package dev.tandem.editor.text;

import org.jspecify.annotations.NullMarked;
