package nl.privacyloket.notification.letter;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A language in which letters are written, with its way of writing days and times. */
public enum Language {
    NL(Locale.forLanguageTag("nl-NL")),
    EN(Locale.UK);

    private final DateTimeFormatter day;
    private final DateTimeFormatter moment;

    Language(Locale locale) {
        this.day = DateTimeFormatter.ofPattern("d MMMM uuuu", locale);
        this.moment = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", locale);
    }

    /**
     * The language to write in: what the person asked for, else the first that the organisation offers and we have,
     * else Dutch.
     *
     * @param locale language tag such as {@code nl} or {@code en-GB}; may be null
     * @param offered language tags of the organisation, best first
     */
    public static Language of(String locale, List<String> offered) {
        return named(locale)
                .or(() -> offered.stream().flatMap(tag -> named(tag).stream()).findFirst())
                .orElse(NL);
    }

    private static Optional<Language> named(String tag) {
        String language = tag == null ? "" : Locale.forLanguageTag(tag).getLanguage();
        return Stream.of(values()).filter(each -> each.tag().equals(language)).findFirst();
    }

    /** Such as {@code nl}. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Such as 22 december 2026. */
    public String day(LocalDate date) {
        return day.format(date);
    }

    /** Such as 22 december 2026, 12:31, on the clock of the zone. */
    public String moment(Instant instant, ZoneId zone) {
        return moment.format(instant.atZone(zone));
    }
}
