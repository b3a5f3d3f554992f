/** Rules that hold across the shared rooms. */
package dev.tandem;
