/** Proof that the realm is what an editor and a hub count on, against the real server. */
@NullMarked
package dev.tandem.keycloak;

import org.jspecify.annotations.NullMarked;
