/**
 * The store held to its word: one contract on both databases, killed writers, power cuts, full disks and damaged files.
 */
package dev.tandem.store;
