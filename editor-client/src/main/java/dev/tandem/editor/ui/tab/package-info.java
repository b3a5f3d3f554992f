/**
 * One open document in a tab: {@link dev.tandem.editor.ui.tab.EditorTab} holds its text, its banners and its find bar;
 * {@link dev.tandem.editor.ui.tab.RemoteCarets} shows where the others are.
 */
@NullMarked
package dev.tandem.editor.ui.tab;

import org.jspecify.annotations.NullMarked;
