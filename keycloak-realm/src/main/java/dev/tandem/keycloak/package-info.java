/**
 * Who people are: the realm {@code tandem} and a real Keycloak to serve it, for development, the demo and tests.
 *
 * <p>{@link dev.tandem.keycloak.Keycloak} starts the server as a child process from
 * {@link dev.tandem.keycloak.Distribution}, the unpacked Maven artifact; {@link dev.tandem.keycloak.KeycloakMain} is
 * the same from a shell. {@link dev.tandem.keycloak.FormLogin} is a browser without a window that fills in the login
 * form, {@link dev.tandem.keycloak.CodeFlow} a whole login as a given person. {@link dev.tandem.keycloak.Child} is any
 * server that must not outlive its starter. Uses nothing of Tandem's other packages.
 */
@NullMarked
package dev.tandem.keycloak;

import org.jspecify.annotations.NullMarked;
