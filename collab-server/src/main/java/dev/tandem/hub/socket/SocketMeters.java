package dev.tandem.hub.socket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** What connections count, for {@code /metrics}. For any thread. */
final class SocketMeters {

    final AtomicInteger connections;
    final Counter framesIn;
    final Counter bytesIn;
    final Counter framesOut;
    final Counter bytesOut;
    final Counter malformed;
    final Counter denied;

    SocketMeters(MeterRegistry registry) {
        connections = registry.gauge("tandem.connections", new AtomicInteger());
        framesIn = registry.counter("tandem.frames.in");
        bytesIn = registry.counter("tandem.bytes.in");
        framesOut = registry.counter("tandem.frames.out");
        bytesOut = registry.counter("tandem.bytes.out");
        malformed = registry.counter("tandem.frames.malformed");
        denied = registry.counter("tandem.access.denied");
    }
}
