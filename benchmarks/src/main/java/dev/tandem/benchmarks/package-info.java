/**
 * JMH benchmarks, each answering one promise; {@code docs/benchmarks.md} says how to run them and what they said. May use
 * everything.
 */
@NullMarked
package dev.tandem.benchmarks;

import org.jspecify.annotations.NullMarked;
