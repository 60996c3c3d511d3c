package nl.privacyloket.notification.rendering;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The published grounds for a refusal, by code, in words. */
final class Grounds {
    private static final Map<String, Function<Phrases, String>> WORDS = Map.ofEntries(
            Map.entry("manifestly-unfounded-or-excessive", Phrases::groundUnfoundedOrExcessive),
            Map.entry("not-identified", Phrases::groundNotIdentified),
            Map.entry("rights-of-others", Phrases::groundRightsOfOthers),
            Map.entry("freedom-of-expression", Phrases::groundFreedomOfExpression),
            Map.entry("legal-obligation", Phrases::groundLegalObligation),
            Map.entry("public-interest", Phrases::groundPublicInterest),
            Map.entry("archiving-or-research", Phrases::groundResearch),
            Map.entry("legal-claims", Phrases::groundLegalClaims),
            Map.entry("still-needed", Phrases::groundStillNeeded),
            Map.entry("compelling-grounds", Phrases::groundCompellingGrounds),
            Map.entry("data-correct", Phrases::groundDataCorrect),
            Map.entry("right-not-applicable", Phrases::groundNotApplicable),
            Map.entry("no-data", Phrases::groundNoData),
            Map.entry("restricted-by-law", Phrases::groundRestrictedByLaw));

    private Grounds() {}

    /** Empty for none, and for one that is new here: then the reason, which every refusal has, must do. */
    static Optional<String> inWords(String ground, Phrases phrases) {
        return Optional.ofNullable(ground).map(WORDS::get).map(words -> words.apply(phrases));
    }
}
