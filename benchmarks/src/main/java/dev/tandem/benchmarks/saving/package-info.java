/** How soon the editor may say that what was typed is saved. */
@NullMarked
package dev.tandem.benchmarks.saving;

import org.jspecify.annotations.NullMarked;
