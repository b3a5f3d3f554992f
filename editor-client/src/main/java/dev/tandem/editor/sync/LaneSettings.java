package dev.tandem.editor.sync;

import java.time.Duration;

/**
 * The knobs of a lane.
 *
 * @param sendWindow how long an edit waits for others to travel with it, so that a burst of typing is one message
 * @param pingInterval how often the hub is asked whether it is there
 * @param silence after how long without a sign of the hub the socket is given up; pings make a sign come, so this is how
 *     long a half-open connection goes unnoticed, and at most 20 s
 * @param connectTimeout how long a socket may take to open
 * @param firstRetry the longest wait before the first new attempt
 * @param longestRetry the longest wait before any attempt
 */
public record LaneSettings(
        Duration sendWindow,
        Duration pingInterval,
        Duration silence,
        Duration connectTimeout,
        Duration firstRetry,
        Duration longestRetry) {

    /** What the editor uses. */
    public static LaneSettings defaults() {
        return new LaneSettings(
                Duration.ofMillis(60),
                Duration.ofSeconds(6),
                Duration.ofSeconds(16),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30));
    }
}
