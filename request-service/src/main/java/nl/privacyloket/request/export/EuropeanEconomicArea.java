package nl.privacyloket.request.export;

import java.util.Locale;
import java.util.Set;

/** The states of the European Union with Iceland, Liechtenstein and Norway. */
final class EuropeanEconomicArea {

    private static final Set<String> STATES = Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI",
            "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK");

    private EuropeanEconomicArea() {}

    /** Whether a country lies outside; false for an unknown one, which is null. */
    static boolean isOutside(String country) {
        return country != null && !STATES.contains(country.toUpperCase(Locale.ROOT));
    }
}
