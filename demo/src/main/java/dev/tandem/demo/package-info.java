/**
 * The whole house at once: {@link dev.tandem.demo.DemoMain} starts Keycloak, a hub and two logged-in editors on one
 * document, with windows or without.
 *
 * <p>Without windows, {@link dev.tandem.demo.HeadlessDemo} lets two {@link dev.tandem.demo.Typist typists} replay what
 * two people really wrote ({@link dev.tandem.demo.Script}), pulls the {@link dev.tandem.demo.Cable} twice, and holds the
 * result against the recording. May use everything that an editor, a hub or Keycloak offers to the outside; nothing uses
 * it.
 */
@NullMarked
package dev.tandem.demo;

import org.jspecify.annotations.NullMarked;
