package dev.tandem.hub.socket;

import dev.tandem.protocol.WireLimits;
import java.time.Duration;

/**
 * The knobs of connections.
 *
 * @param wire the largest frames and their parts
 * @param writeQueueBytes how much may wait in one socket before its readers count as congested; default 256 KiB
 * @param connections the most sockets at a time; default 10,000
 * @param documentsPerSocket the most documents on one {@code /sync} socket; default 10,000
 * @param preAuthFrames how many frames of one socket may wait for the answer to a token; default 20,000
 * @param preAuthBytes the same in bytes; default 4 MiB
 * @param authTimeout how long a document waits for its token; default 10 s
 * @param refreshLead how long before a token ends the client is asked for a new one, at most; default 30 s
 * @param keepAlive the longest time without data to a client, who hangs up after 30 s; default 15 s
 * @param silence after how long without any sign of life a socket is closed; default 60 s
 */
public record SocketSettings(
        WireLimits wire,
        int writeQueueBytes,
        int connections,
        int documentsPerSocket,
        int preAuthFrames,
        int preAuthBytes,
        Duration authTimeout,
        Duration refreshLead,
        Duration keepAlive,
        Duration silence) {

    /** The defaults named above. */
    public static SocketSettings defaults() {
        return new SocketSettings(
                WireLimits.defaults(),
                256 << 10,
                10_000,
                10_000,
                20_000,
                4 << 20,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(15),
                Duration.ofSeconds(60));
    }

    /** These with other times for keeping connections alive. */
    public SocketSettings withLiveness(Duration dataAtLeastEvery, Duration closedAfterSilence) {
        return new SocketSettings(
                wire,
                writeQueueBytes,
                connections,
                documentsPerSocket,
                preAuthFrames,
                preAuthBytes,
                authTimeout,
                refreshLead,
                dataAtLeastEvery,
                closedAfterSilence);
    }

    /** These with other limits for what waits for a token. */
    public SocketSettings withPreAuth(int frames, int bytes, Duration timeout) {
        return new SocketSettings(
                wire,
                writeQueueBytes,
                connections,
                documentsPerSocket,
                frames,
                bytes,
                timeout,
                refreshLead,
                keepAlive,
                silence);
    }
}
