package dev.tandem.editor;

import dev.tandem.model.DocumentId;
import dev.tandem.model.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One document of this device, as a list shows it.
 *
 * @param title its title, possibly empty
 * @param changed when its text last changed on this device
 * @param characters the length of its text in UTF-16 units as of the last time it was measured
 * @param shared whether it is on a hub
 * @param role what this person may do with it on the hub, or null while it is not shared
 */
public record DocumentSummary(
        DocumentId id,
        String title,
        Instant changed,
        long characters,
        boolean shared,
        @Nullable Role role) {}
