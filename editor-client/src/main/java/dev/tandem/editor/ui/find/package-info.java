/**
 * Find and replace in one line above the text: {@link dev.tandem.editor.ui.find.FindBar} is what is seen,
 * {@link dev.tandem.editor.ui.find.Query} what is looked for.
 */
@NullMarked
package dev.tandem.editor.ui.find;

import org.jspecify.annotations.NullMarked;
