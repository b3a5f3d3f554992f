/**
 * The hub's REST interface as the editor needs it: what the hub wants for a login, which documents a person may open, and
 * who else may.
 *
 * <p>Main type: {@link dev.tandem.editor.hub.HubClient}. Depends on {@code model} only.
 */
@NullMarked
package dev.tandem.editor.hub;

import org.jspecify.annotations.NullMarked;
