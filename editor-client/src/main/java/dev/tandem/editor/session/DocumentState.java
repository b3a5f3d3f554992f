package dev.tandem.editor.session;

/**
 * Where the text is. Only what is proven is claimed.
 *
 * @param saved everything in the document is forced to disk on this device
 * @param unsavedEdits how many edits are not yet forced to disk; 0 when saved
 * @param hub where the document stands with the hub
 */
public record DocumentState(boolean saved, int unsavedEdits, HubState hub) {}
