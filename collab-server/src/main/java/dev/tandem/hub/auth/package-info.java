/**
 * From a bearer token to the person who holds it. {@link dev.tandem.hub.auth.TokenVerifier} is the question,
 * {@link dev.tandem.hub.auth.OidcVerifier} the answer of an OpenID Connect issuer, {@link dev.tandem.hub.auth.Principal}
 * who it is.
 *
 * <p>Knows nothing of documents, rooms or sockets.
 */
@NullMarked
package dev.tandem.hub.auth;

import org.jspecify.annotations.NullMarked;
