package dev.tandem.editor.hub;

import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;

/** A document that this person may open on the hub. */
public record HubDocument(DocumentId id, String title, Role role) {}
