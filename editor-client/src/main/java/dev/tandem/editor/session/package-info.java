/**
 * One open document: its text, what is known about where it is stored, and who else is in it. A
 * {@link dev.tandem.editor.session.Session} joins the CRDT, the log on this device and the lanes to other devices.
 *
 * <p>May use {@code replica} and {@code sync}; knows no Swing.
 */
@NullMarked
package dev.tandem.editor.session;

import org.jspecify.annotations.NullMarked;
