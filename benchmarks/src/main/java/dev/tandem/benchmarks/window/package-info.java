/** What the window's event thread has to do while others write. */
@NullMarked
package dev.tandem.benchmarks.window;

import org.jspecify.annotations.NullMarked;
