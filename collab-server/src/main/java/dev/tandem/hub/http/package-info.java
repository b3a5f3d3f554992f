/**
 * The hub's HTTP addresses: {@link dev.tandem.hub.http.Routes} puts health, metrics and the REST interface together.
 * Errors are problem documents (RFC 9457).
 *
 * <p>May use {@code auth}, {@code access}, {@code catalog} and {@code room}.
 */
@NullMarked
package dev.tandem.hub.http;

import org.jspecify.annotations.NullMarked;
