package dev.tandem.editor.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class HubLaneTest {

    @Test
    void aLaneThatIsClosedAsSoonAsItStartsEndsWithoutAComplaint() throws InterruptedException {
        Queue<ILoggingEvent> complaints = new ConcurrentLinkedQueue<>();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
                    complaints.add(event);
                }
            }
        };
        Logger logger = (Logger) LoggerFactory.getLogger(HubLane.class);
        appender.start();
        logger.addAppender(appender);
        try {
            for (int round = 0; round < 200; round++) {
                HubLane lane = new HubLane(
                        // Port 9 is "discard": nobody listens there.
                        URI.create("ws://127.0.0.1:9/sync"),
                        HttpClient.newHttpClient(),
                        () -> CompletableFuture.completedFuture(""),
                        LaneSettings.defaults(),
                        state -> {});
                lane.start();
                lane.close();
            }
            // The lanes end on threads of their own.
            Thread.sleep(300);
        } finally {
            logger.detachAppender(appender);
        }
        assertThat(complaints).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
    }
}
