package dev.tandem.hub.socket;

import dev.tandem.hub.access.Access;
import dev.tandem.hub.auth.TokenVerifier;
import dev.tandem.hub.room.Rooms;
import io.vertx.core.Vertx;

/** What all sockets share. For any thread. */
record SocketWorld(
        Vertx vertx,
        TokenVerifier verifier,
        Access access,
        Rooms rooms,
        SocketSettings settings,
        SocketMeters meters) {}
