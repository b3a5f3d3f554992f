package dev.tandem.hub;

import dev.tandem.hub.room.RoomSettings;
import dev.tandem.hub.socket.SocketSettings;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a hub is started with.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 for any free one
 * @param data the directory of the embedded database
 * @param issuer the login service, or null for a hub without login
 * @param issuerAuthorities a PEM file of authorities that an https issuer's certificate may come from besides those that
 *     Java trusts, or null
 * @param audience what tokens must be made for
 * @param database the JDBC URL of a PostgreSQL database, or null for the embedded one
 * @param insecure whether a hub without login may listen on more than loopback
 * @param rooms the knobs of rooms
 * @param sockets the knobs of connections
 */
public record HubConfig(
        String host,
        int port,
        Path data,
        @Nullable URI issuer,
        @Nullable Path issuerAuthorities,
        String audience,
        @Nullable String database,
        boolean insecure,
        RoomSettings rooms,
        SocketSettings sockets) {

    /** The audience of the realm that comes with Tandem. */
    public static final String DEFAULT_AUDIENCE = "tandem-hub";

    /** The client of the desktop editor in that realm. */
    public static final String CLIENT_ID = "tandem-desktop";

    /** A hub without login on any free loopback port. */
    public static HubConfig open(Path data) {
        return new HubConfig(
                "127.0.0.1",
                0,
                data,
                null,
                null,
                DEFAULT_AUDIENCE,
                null,
                false,
                RoomSettings.defaults(),
                SocketSettings.defaults());
    }

    /** A hub with login on any free loopback port. */
    public static HubConfig withLogin(Path data, URI issuer) {
        return open(data).withIssuer(issuer);
    }

    /** This with another address. */
    public HubConfig listeningOn(String otherHost, int otherPort) {
        return new HubConfig(
                otherHost, otherPort, data, issuer, issuerAuthorities, audience, database, insecure, rooms, sockets);
    }

    /** This with login. */
    public HubConfig withIssuer(URI otherIssuer) {
        return new HubConfig(
                host, port, data, otherIssuer, issuerAuthorities, audience, database, insecure, rooms, sockets);
    }

    /** This with more authorities for an https issuer. */
    public HubConfig withIssuerAuthorities(Path pem) {
        return new HubConfig(host, port, data, issuer, pem, audience, database, insecure, rooms, sockets);
    }

    /** This with a PostgreSQL database. */
    public HubConfig withDatabase(String jdbcUrl) {
        return new HubConfig(host, port, data, issuer, issuerAuthorities, audience, jdbcUrl, insecure, rooms, sockets);
    }

    /** This with other knobs of rooms. */
    public HubConfig withRooms(RoomSettings settings) {
        return new HubConfig(
                host, port, data, issuer, issuerAuthorities, audience, database, insecure, settings, sockets);
    }

    /** This with other knobs of connections. */
    public HubConfig withSockets(SocketSettings settings) {
        return new HubConfig(
                host, port, data, issuer, issuerAuthorities, audience, database, insecure, rooms, settings);
    }
}
