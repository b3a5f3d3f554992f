/**
 * The wire that every Yjs client speaks: lib0 coding, sealed messages in two dialects (y-websocket and Hocuspocus),
 * awareness, and the inspector that checks a stranger's bytes before anything native sees them.
 *
 * <p>May use {@code model}; knows neither sockets nor the native library.
 */
@NullMarked
package dev.tandem.protocol;

import org.jspecify.annotations.NullMarked;
