/**
 * How the window looks: {@link dev.tandem.editor.ui.theme.Appearance} chooses light or dark,
 * {@link dev.tandem.editor.ui.theme.Paint} names the colours, {@link dev.tandem.editor.ui.theme.Icons} the pictures. The
 * colours themselves are in the properties files of the same name among the resources.
 */
@NullMarked
package dev.tandem.editor.ui.theme;

import org.jspecify.annotations.NullMarked;
