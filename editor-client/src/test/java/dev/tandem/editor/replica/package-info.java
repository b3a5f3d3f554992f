/** The replica's tables, made to the end after an interruption. */
package dev.tandem.editor.replica;
