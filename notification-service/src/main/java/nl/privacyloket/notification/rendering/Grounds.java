package nl.privacyloket.notification.rendering;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The published grounds for a refusal, by code, in words. */
final class Grounds {
    private static final Map<String, Function<Phrases, String>> WORDS = Map.ofEntries(
            Map.entry("manifestly-unfounded", Phrases::groundUnfounded),
            Map.entry("excessive", Phrases::groundExcessive),
            Map.entry("not-identifiable", Phrases::groundNotIdentifiable),
            Map.entry("no-personal-data", Phrases::groundNoPersonalData),
            Map.entry("rights-of-others", Phrases::groundRightsOfOthers),
            Map.entry("data-are-correct", Phrases::groundDataAreCorrect),
            Map.entry("still-needed", Phrases::groundStillNeeded),
            Map.entry("freedom-of-expression", Phrases::groundFreedomOfExpression),
            Map.entry("legal-obligation", Phrases::groundLegalObligation),
            Map.entry("public-health", Phrases::groundPublicHealth),
            Map.entry("archiving-or-research", Phrases::groundResearch),
            Map.entry("legal-claims", Phrases::groundLegalClaims),
            Map.entry("no-ground-for-restriction", Phrases::groundNoRestriction),
            Map.entry("not-portable", Phrases::groundNotPortable),
            Map.entry("public-task", Phrases::groundPublicTask),
            Map.entry("compelling-grounds", Phrases::groundCompellingGrounds),
            Map.entry("not-based-on-consent", Phrases::groundNotBasedOnConsent),
            Map.entry("national-exception", Phrases::groundNationalException),
            Map.entry("no-ground-for-erasure", Phrases::groundNoErasure),
            Map.entry("not-open-to-objection", Phrases::groundNotOpenToObjection),
            Map.entry("research-in-public-interest", Phrases::groundPublicResearch),
            Map.entry("journalism-or-art", Phrases::groundJournalism),
            Map.entry("research-alone", Phrases::groundResearchAlone),
            Map.entry("public-archive", Phrases::groundPublicArchive),
            Map.entry("public-register", Phrases::groundPublicRegister));

    private Grounds() {}

    /** Empty for none, and for one that is new here: then the reason, which every refusal has, must do. */
    static Optional<String> inWords(String ground, Phrases phrases) {
        return Optional.ofNullable(ground).map(WORDS::get).map(words -> words.apply(phrases));
    }
}
