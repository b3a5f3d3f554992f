/**
 * The panel at the right: who is in the document, where they are, and how to invite more.
 */
@NullMarked
package dev.tandem.editor.ui.people;

import org.jspecify.annotations.NullMarked;
