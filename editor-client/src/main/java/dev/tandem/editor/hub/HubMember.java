package dev.tandem.editor.hub;

import dev.tandem.model.Role;

/** Somebody who may open a document on the hub. */
public record HubMember(String username, String name, Role role) {}
