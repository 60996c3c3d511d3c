package nl.privacyloket.notification.rendering;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import nl.privacyloket.notification.letter.Language;

/**
 * How things are said in one letter.
 *
 * @param zone of the organisation, on whose clock moments are told
 */
record Wording(Language language, Phrases phrases, ZoneId zone) {

    String day(LocalDate date) {
        return language.day(date);
    }

    String moment(Instant instant) {
        return language.moment(instant, zone);
    }
}
