/**
 * The panel at the left: the documents on this device, to find, open, make, rename and delete.
 */
@NullMarked
package dev.tandem.editor.ui.documents;

import org.jspecify.annotations.NullMarked;
