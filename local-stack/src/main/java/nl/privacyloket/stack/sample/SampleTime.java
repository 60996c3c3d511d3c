package nl.privacyloket.stack.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Random;

/** Days and moments in the Netherlands, counted back from the day on which the samples are made. */
record SampleTime(LocalDate today, Random random) {

    private static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    /** A day from {@code from} up to yesterday. */
    LocalDate dayAfter(LocalDate from) {
        long days = Math.max(1, from.until(today, java.time.temporal.ChronoUnit.DAYS));
        return from.plusDays(random.nextInt((int) days));
    }

    /** A day at most this many days ago. */
    LocalDate withinDays(int days) {
        return today.minusDays(1 + random.nextInt(days));
    }

    /** A moment during that day. */
    Instant during(LocalDate day) {
        return day.atTime(LocalTime.of(8 + random.nextInt(12), random.nextInt(60)))
                .atZone(ZONE)
                .toInstant();
    }

    /** That many days before today, at noon. */
    Instant daysAgo(int days) {
        return today.minusDays(days).atTime(LocalTime.NOON).atZone(ZONE).toInstant();
    }
}
