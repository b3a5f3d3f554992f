package dev.tandem.hub.catalog;

import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import java.time.Instant;

/**
 * A document as one person sees it.
 *
 * @param id its name
 * @param title what people call it
 * @param created when the hub first heard of it
 * @param role what this person may do with it
 */
public record CatalogDocument(DocumentId id, String title, Instant created, Role role) {}
