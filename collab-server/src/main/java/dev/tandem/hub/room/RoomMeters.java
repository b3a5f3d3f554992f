package dev.tandem.hub.room;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What rooms count, for {@code /metrics}. For any thread. */
final class RoomMeters {

    final AtomicInteger rooms;
    final AtomicInteger readers;
    final Counter updates;
    final Counter updateBytes;
    final Counter nothingNew;
    final Counter refused;
    final Counter stale;
    final Counter differences;
    final Counter compactions;
    final Counter compactionFailures;
    final Timer commit;

    RoomMeters(MeterRegistry registry) {
        rooms = registry.gauge("tandem.rooms", new AtomicInteger());
        readers = registry.gauge("tandem.room.readers", new AtomicInteger());
        updates = registry.counter("tandem.updates.accepted");
        updateBytes = registry.counter("tandem.updates.accepted.bytes");
        nothingNew = registry.counter("tandem.updates.nothing.new");
        refused = registry.counter("tandem.updates.refused");
        stale = registry.counter("tandem.readers.stale");
        differences = registry.counter("tandem.differences");
        compactions = registry.counter("tandem.compactions");
        compactionFailures = registry.counter("tandem.compactions.failed");
        commit = Timer.builder("tandem.commit")
                .description("from an update's arrival in its room to its durable commit")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofNanos(100_000))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry);
    }
}
