/** The tests that cross all rooms: real Keycloak, real hub, real editors, real Yjs clients. */
@NullMarked
package dev.tandem.demo;

import org.jspecify.annotations.NullMarked;
