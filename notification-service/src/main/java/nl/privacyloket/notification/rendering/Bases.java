package nl.privacyloket.notification.rendering;

import java.util.Map;
import java.util.function.Function;

/** The laws and rules because of which data stay, as policies cite them, in words. */
final class Bases {
    private static final Map<String, Function<Phrases, String>> WORDS = Map.of(
            "AWR art. 52(4)", Phrases::basisTaxLaw,
            "Wet OB art. 34a", Phrases::basisVatLaw,
            "URLB art. 7.5(4)", Phrases::basisWageTax,
            "GDPR art. 5(2)", Phrases::basisAccountability);

    private Bases() {}

    /** A sentence; for one that is new here it quotes the policy. */
    static String inWords(String basis, Phrases phrases) {
        if (basis == null || basis.isBlank()) {
            return phrases.basisUnnamed();
        }
        Function<Phrases, String> words = WORDS.get(basis);
        return words == null ? phrases.basisOther(basis) : words.apply(phrases);
    }
}
