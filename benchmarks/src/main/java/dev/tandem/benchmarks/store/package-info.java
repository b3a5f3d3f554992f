/** What an acknowledgement costs, and what an hour of typing leaves on the disk. */
@NullMarked
package dev.tandem.benchmarks.store;

import org.jspecify.annotations.NullMarked;
