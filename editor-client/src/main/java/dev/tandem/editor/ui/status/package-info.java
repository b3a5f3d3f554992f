/**
 * The line at the foot of the window. {@link dev.tandem.editor.ui.status.StatusText} turns what is known about a document
 * into words; {@link dev.tandem.editor.ui.status.StatusBar} shows them. Only what is proven is said.
 */
@NullMarked
package dev.tandem.editor.ui.status;

import org.jspecify.annotations.NullMarked;
