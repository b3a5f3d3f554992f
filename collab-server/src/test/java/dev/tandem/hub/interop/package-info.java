/** The hub with the clients that people use with Yjs: y-websocket and the providers of Hocuspocus, run by a real Node. */
@NullMarked
package dev.tandem.hub.interop;

import org.jspecify.annotations.NullMarked;
