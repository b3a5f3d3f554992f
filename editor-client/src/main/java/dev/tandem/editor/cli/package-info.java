/**
 * The command line: the same documents as the window, for scripts and for people without a screen. A command opens the
 * workspace, does one thing, waits until it is forced to disk, and says what it did.
 *
 * <p>Exit codes: 0 it is done, 1 it could not be done and a sentence on the standard error stream says why, 2 the command
 * was not understood. Knows no Swing; the window is started through {@link dev.tandem.editor.cli.WindowStarter}.
 */
@NullMarked
package dev.tandem.editor.cli;

import org.jspecify.annotations.NullMarked;
