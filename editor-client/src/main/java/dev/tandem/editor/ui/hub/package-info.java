/**
 * The dialogs about the hub: connecting to it, logging in with a code, and sharing a document with somebody.
 */
@NullMarked
package dev.tandem.editor.ui.hub;

import org.jspecify.annotations.NullMarked;
