/**
 * Lanes carry updates between this device and others. A {@link dev.tandem.editor.sync.HubLane} is one socket to a hub
 * for all documents that are on it, whether a window shows them or not.
 *
 * <p>A lane sees a document as a {@link dev.tandem.editor.sync.SyncedDocument} and tells it a
 * {@link dev.tandem.editor.sync.LinkStatus}. Its states and what moves it between them are in {@code docs/sync.md}.
 *
 * <p>May use {@code model} and {@code protocol} and merge updates with {@code crdt}; knows no Swing, no session and no
 * login, only where to ask for a token.
 */
@NullMarked
package dev.tandem.editor.sync;

import org.jspecify.annotations.NullMarked;
