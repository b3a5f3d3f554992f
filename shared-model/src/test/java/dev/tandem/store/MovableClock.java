package dev.tandem.store;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Supplier;

/** A clock that a test moves. */
final class MovableClock extends Clock {

    private final Supplier<Instant> source;

    private MovableClock(Supplier<Instant> source) {
        this.source = source;
    }

    static Clock of(Supplier<Instant> source) {
        return new MovableClock(source);
    }

    @Override
    public Instant instant() {
        return source.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
