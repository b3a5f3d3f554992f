/**
 * Text files and back: {@link dev.tandem.editor.file.TextFile} knows the encoding, byte-order mark and line ends that a
 * file had, so that it comes back byte for byte.
 *
 * <p>Depends on nothing else of the editor.
 */
@NullMarked
package dev.tandem.editor.file;

import org.jspecify.annotations.NullMarked;
