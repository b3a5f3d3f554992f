/**
 * The nouns that editor and hub share: documents, roles, members. Plain immutable records; depends on nothing else of Tandem.
 */
@NullMarked
package dev.tandem.model;

import org.jspecify.annotations.NullMarked;
