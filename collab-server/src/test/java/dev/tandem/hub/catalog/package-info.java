/** The catalog's tables, made to the end after an interruption; on both databases. */
package dev.tandem.hub.catalog;
