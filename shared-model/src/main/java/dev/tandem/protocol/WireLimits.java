package dev.tandem.protocol;

/**
 * How much of each kind a peer may send in one message.
 *
 * @param frameBytes the largest frame
 * @param textBytes the longest text in a message (document name, token, reason), in bytes of UTF-8
 * @param awarenessStates the most states in one awareness message
 * @param awarenessStateBytes the largest awareness state, in bytes of UTF-8
 */
public record WireLimits(int frameBytes, int textBytes, int awarenessStates, int awarenessStateBytes) {

    private static final WireLimits DEFAULTS = new WireLimits(16 << 20, 64 << 10, 4096, 16 << 10);

    /**
     * Checks that every limit is positive.
     *
     * @throws IllegalArgumentException if one is not
     */
    public WireLimits {
        if (frameBytes <= 0 || textBytes <= 0 || awarenessStates <= 0 || awarenessStateBytes <= 0) {
            throw new IllegalArgumentException("limits are positive");
        }
    }

    /** Frames of 16 MiB, texts of 64 KiB, 4,096 awareness states of 16 KiB each. */
    public static WireLimits defaults() {
        return DEFAULTS;
    }

    void check(byte[] frame) throws MessageTooLargeException {
        if (frame.length > frameBytes) {
            throw new MessageTooLargeException(frame.length, frameBytes);
        }
    }
}
