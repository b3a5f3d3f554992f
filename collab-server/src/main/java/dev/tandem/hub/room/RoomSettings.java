package dev.tandem.hub.room;

import java.time.Duration;

/**
 * The knobs of rooms.
 *
 * @param readerQueueBytes how much a slow reader may be behind, in bytes, before what is queued for it is dropped and it
 *     gets one difference later; default 1 MiB
 * @param readerQueueUpdates the same as a number of updates, default 5,000
 * @param inFlightBytes how many bytes of one document may be on their way to the disk before its readers are not read
 *     from; default 8 MiB
 * @param pieceBytes the largest update in a difference, in bytes; default 256 KiB
 * @param presenceTick how long changes of presence are gathered, default 50 ms
 * @param presenceExpiry after how long a silent client has gone, default 30 s
 * @param presencePerReader how many clients one connection may speak for, default 64
 * @param idle how long an empty room is kept, default 10 s
 * @param compactAfterUpdates how many updates since the last snapshot make a new one worth while, default 500
 * @param compactAfterBytes the same in bytes, default 1 MiB
 * @param compactWhenIdle how many updates since the last snapshot make one worth while when a room empties, default 50
 */
public record RoomSettings(
        int readerQueueBytes,
        int readerQueueUpdates,
        int inFlightBytes,
        int pieceBytes,
        Duration presenceTick,
        Duration presenceExpiry,
        int presencePerReader,
        Duration idle,
        int compactAfterUpdates,
        int compactAfterBytes,
        int compactWhenIdle) {

    /** The defaults named above. */
    public static RoomSettings defaults() {
        return new RoomSettings(
                1 << 20,
                5_000,
                8 << 20,
                256 << 10,
                Duration.ofMillis(50),
                Duration.ofSeconds(30),
                64,
                Duration.ofSeconds(10),
                500,
                1 << 20,
                50);
    }

    /** These with another allowance for slow readers. */
    public RoomSettings withReaderQueueBytes(int bytes) {
        return new RoomSettings(
                bytes,
                readerQueueUpdates,
                inFlightBytes,
                pieceBytes,
                presenceTick,
                presenceExpiry,
                presencePerReader,
                idle,
                compactAfterUpdates,
                compactAfterBytes,
                compactWhenIdle);
    }

    /** These with other times for emptying a room and for compacting it. */
    public RoomSettings withCompaction(int afterUpdates, int whenIdle, Duration emptyFor) {
        return new RoomSettings(
                readerQueueBytes,
                readerQueueUpdates,
                inFlightBytes,
                pieceBytes,
                presenceTick,
                presenceExpiry,
                presencePerReader,
                emptyFor,
                afterUpdates,
                compactAfterBytes,
                whenIdle);
    }

    /** These with another time after which a silent client has gone. */
    public RoomSettings withPresenceExpiry(Duration expiry) {
        return new RoomSettings(
                readerQueueBytes,
                readerQueueUpdates,
                inFlightBytes,
                pieceBytes,
                presenceTick,
                expiry,
                presencePerReader,
                idle,
                compactAfterUpdates,
                compactAfterBytes,
                compactWhenIdle);
    }
}
