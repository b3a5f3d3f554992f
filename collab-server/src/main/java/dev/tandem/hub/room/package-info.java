/**
 * One live document: {@link dev.tandem.hub.room.Room} orders, relays, stores and acknowledges what its readers say, and
 * {@link dev.tandem.hub.room.Rooms} finds it. A room holds no document, only {@link dev.tandem.hub.room.Coverage}, which
 * tells what is in it; a document is made on a worker when a difference or a compaction asks for one.
 *
 * <p>May use {@code model}, {@code protocol}, {@code crdt} and {@code store}; knows neither sockets nor HTTP. A
 * {@link dev.tandem.hub.room.Reader} is all it sees of a connection.
 */
@NullMarked
package dev.tandem.hub.room;

import org.jspecify.annotations.NullMarked;
