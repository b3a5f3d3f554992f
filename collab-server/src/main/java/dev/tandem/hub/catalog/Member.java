package dev.tandem.hub.catalog;

import dev.tandem.model.Role;

/** A person and what they may do with a document. */
public record Member(Person person, Role role) {}
