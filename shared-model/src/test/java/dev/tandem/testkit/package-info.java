/**
 * What tests of several modules share: real Node processes with the real Yjs, a seeded network that delays, repeats and
 * loses, typists, and recorded editing sessions.
 */
@NullMarked
package dev.tandem.testkit;

import org.jspecify.annotations.NullMarked;
