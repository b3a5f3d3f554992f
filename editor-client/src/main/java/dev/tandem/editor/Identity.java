package dev.tandem.editor;

/**
 * Who is logged in.
 *
 * @param subject the id that the login server gives them, which never changes
 * @param username the short name that others share documents with
 * @param name the name that others see
 */
public record Identity(String subject, String username, String name) {}
