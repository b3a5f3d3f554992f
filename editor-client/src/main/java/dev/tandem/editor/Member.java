package dev.tandem.editor;

import dev.tandem.model.Role;

/**
 * Somebody who may open a shared document.
 *
 * @param username the short name
 * @param name the name that others see
 * @param role what they may do
 */
public record Member(String username, String name, Role role) {}
