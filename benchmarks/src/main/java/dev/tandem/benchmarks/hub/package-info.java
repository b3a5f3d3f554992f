/**
 * What the hub carries, beside the servers that one would take instead of it:
 * {@link dev.tandem.benchmarks.hub.HubBenchmark} starts one after the other and lets
 * {@link dev.tandem.benchmarks.hub.Typist}s loose on it.
 */
@NullMarked
package dev.tandem.benchmarks.hub;

import org.jspecify.annotations.NullMarked;
