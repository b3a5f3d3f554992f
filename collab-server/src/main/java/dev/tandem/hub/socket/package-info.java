/**
 * WebSockets in both dialects: {@link dev.tandem.hub.socket.Sockets} takes the upgrades on {@code /sync} and
 * {@code /yjs/...}; each connection becomes one or more readers of rooms. Frames are decoded and inspected here, and
 * nothing else happens to them.
 *
 * <p>May use {@code auth}, {@code access} and {@code room}.
 */
@NullMarked
package dev.tandem.hub.socket;

import org.jspecify.annotations.NullMarked;
