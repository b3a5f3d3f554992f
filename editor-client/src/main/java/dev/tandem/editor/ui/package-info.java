/**
 * The window: documents at the left, tabs in the middle, people at the right, and a status bar that says where the text
 * is. {@link dev.tandem.editor.ui.EditorApp} opens it on a workspace.
 *
 * <p>Everything here lives on the event dispatch thread unless it says otherwise, and waits for nothing: what takes time
 * goes to the workspace, which answers by futures. May use {@code text}, {@code session}, the workspace and settings.
 */
@NullMarked
package dev.tandem.editor.ui;

import org.jspecify.annotations.NullMarked;
