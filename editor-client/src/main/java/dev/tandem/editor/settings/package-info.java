/**
 * What a person can set: each knob is declared once with its meaning, unit, range and default, and lives in one file of
 * the profile, {@code settings.properties}.
 *
 * <p>Depends on nothing else of the editor.
 */
@NullMarked
package dev.tandem.editor.settings;

import org.jspecify.annotations.NullMarked;
