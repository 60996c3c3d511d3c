package nl.privacyloket.notification.rendering;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import nl.privacyloket.notification.letter.Block;
import nl.privacyloket.notification.organisation.Organisation;

/** What letters about disclosures say of codes. */
final class DisclosureWords {
    private static final Map<String, Function<CaseworkPhrases, String>> BASES = Map.of(
            "consent", CaseworkPhrases::disclosureBasisConsent,
            "contract", CaseworkPhrases::disclosureBasisContract,
            "legal-obligation", CaseworkPhrases::disclosureBasisLaw,
            "authority-order", CaseworkPhrases::disclosureBasisOrder,
            "fraud-or-safety", CaseworkPhrases::disclosureBasisFraud,
            "legal-claim", CaseworkPhrases::disclosureBasisClaim);
    private static final Map<String, Function<CaseworkPhrases, String>> ASKERS = Map.of(
            "person", CaseworkPhrases::askedByPerson,
            "representative", CaseworkPhrases::askedByRepresentative,
            "authority", CaseworkPhrases::askedByAuthority,
            "third-party", CaseworkPhrases::askedByThirdParty);

    private DisclosureWords() {}

    /** Why it could be done; of a reason that is new here, how to hear of it. */
    static String basis(String code, CaseworkPhrases casework) {
        return BASES.getOrDefault(code, CaseworkPhrases::disclosureBasisOther).apply(casework);
    }

    /** Who asked for it; empty for somebody who is new here. */
    static Optional<String> askedBy(String code, CaseworkPhrases casework) {
        return Optional.ofNullable(ASKERS.get(code)).map(words -> words.apply(casework));
    }

    /** The names of what it is about, under a heading; nothing when there are none. */
    static List<Block> categories(List<String> ids, Organisation organisation, Wording wording) {
        return ids.isEmpty()
                ? List.of()
                : List.of(
                        Block.heading(wording.casework().headingCategories()),
                        Block.items(organisation.categoryNames(
                                ids, wording.language().tag())));
    }
}
