/**
 * The hub: {@link dev.tandem.hub.HubMain} reads the command line, {@link dev.tandem.hub.Hub} puts the rooms of the house
 * together and takes them apart again.
 */
@NullMarked
package dev.tandem.hub;

import org.jspecify.annotations.NullMarked;
