/** Tests of the whole hub over real sockets, and the clients they use. */
package dev.tandem.hub;
