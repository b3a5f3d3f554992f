package dev.tandem.editor.ui.documents;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** How long ago something was, in the words of a person. */
final class Ago {

    private Ago() {}

    static String of(Instant when, Instant now, ZoneId zone) {
        long minutes = Duration.between(when, now).toMinutes();
        if (minutes < 1) {
            return "Just now";
        }
        if (minutes < 60) {
            return minutes == 1 ? "1 minute ago" : minutes + " minutes ago";
        }
        ZonedDateTime then = when.atZone(zone);
        ZonedDateTime today = now.atZone(zone);
        String time = then.format(DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT));
        if (then.toLocalDate().equals(today.toLocalDate())) {
            return "Today " + time;
        }
        if (then.toLocalDate().equals(today.toLocalDate().minusDays(1))) {
            return "Yesterday " + time;
        }
        return then.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM));
    }
}
