package nl.privacyloket.request.export;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import nl.privacyloket.request.deadline.Term;
import nl.privacyloket.request.law.Coded;
import nl.privacyloket.request.policy.Policy;

/** The texts of a package in one language. */
final class Words {

    private final String locale;
    private final Map<String, String> words = new TreeMap<>();

    /** @param locale {@code nl} for Dutch, any other for English */
    Words(String locale) {
        this.locale = locale;
        ResourceBundle bundle = ResourceBundle.getBundle(
                "export",
                Locale.forLanguageTag("nl".equals(locale) ? "nl" : "en"),
                Thread.currentThread().getContextClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        bundle.keySet().forEach(key -> words.put(key, bundle.getString(key)));
    }

    /** All of them, by key. */
    Map<String, String> all() {
        return words;
    }

    String of(String key) {
        return words.getOrDefault(key, key);
    }

    /** A coded value in words. */
    String of(String group, Coded value) {
        return of(group + "." + value.code());
    }

    String term(Term term) {
        String unit = term.unit().name().toLowerCase(Locale.ROOT);
        return term.amount() + " " + of("unit." + unit + (term.amount() == 1 ? ".one" : ".many"));
    }

    /** A retention rule in one line. */
    String rule(Policy.RetentionRule rule) {
        return of(rule.period().amount() == 0 ? "rule-at-once" : "rule")
                .replace("{kind}", of("kind", rule.kind()))
                .replace("{period}", term(rule.period()))
                .replace("{from}", of("from", rule.countFrom()))
                .replace("{trigger}", of("trigger", rule.trigger()))
                .replace("{basis}", rule.basis().replace("GDPR", of("gdpr")));
    }

    /** The day of a moment where the organisation is. */
    String day(Instant instant, ZoneId zone) {
        LocalDate date = ZonedDateTime.ofInstant(instant, zone).toLocalDate();
        return date.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale("nl".equals(locale) ? Locale.forLanguageTag("nl-NL") : Locale.UK));
    }
}
