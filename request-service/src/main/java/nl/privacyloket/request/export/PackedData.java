package nl.privacyloket.request.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.policy.LegalBasis;
import nl.privacyloket.request.policy.Policy;
import nl.privacyloket.request.policy.Source;

/**
 * What of the systems' parts goes into a package. Of an access request that is what was asked for. Of a portability request
 * only what the person provided, by giving it or by use, and what is processed on consent or for a contract (art. 20(1)).
 * Of what was granted in part, that part.
 *
 * @param parts what is packed
 * @param found rows that are packed, by category
 * @param leftOut categories that were brought and asked for but are not handed out, with the number of their rows
 */
record PackedData(List<PartBody> parts, Map<String, Integer> found, Map<String, LeftOut> leftOut) {

    /** Why a category is not handed out. */
    enum Reason {
        /** The request was granted for other categories. */
        DECISION("decision"),
        /** No purpose of it rests on consent or contract: art. 20(1)(a). */
        NO_CONSENT_OR_CONTRACT("no-consent-or-contract"),
        /** Others brought it in: art. 20(1). */
        NOT_FROM_THE_PERSON("not-from-the-person"),
        /** The policy says nothing of it, so not on what it rests either. */
        UNDESCRIBED("undescribed");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    record LeftOut(Reason reason, int rows) {}

    static PackedData of(RequestFile file, Policy policy, List<PartBody> brought) {
        List<PartBody> parts = new ArrayList<>();
        Map<String, Integer> found = new LinkedHashMap<>();
        Map<String, LeftOut> leftOut = new LinkedHashMap<>();
        for (PartBody part : brought) {
            List<PartBody.CategoryPart> packed = new ArrayList<>();
            for (PartBody.CategoryPart data : part.categories()) {
                String category = data.category();
                int rows = data.rows().size();
                if (!file.categories().isEmpty() && !file.categories().contains(category)) {
                    continue;
                }
                Optional<Reason> reason = reason(file, policy, category);
                if (reason.isPresent()) {
                    leftOut.merge(category, new LeftOut(reason.get(), rows), PackedData::sum);
                } else {
                    packed.add(data);
                    found.merge(category, rows, Integer::sum);
                }
            }
            parts.add(new PartBody(part.system(), packed));
        }
        return new PackedData(parts, found, leftOut);
    }

    private static Optional<Reason> reason(RequestFile file, Policy policy, String category) {
        Optional<Reason> notPortable =
                file.right() == Right.PORTABILITY ? notPortable(policy, category) : Optional.empty();
        return notPortable.isEmpty() && isWithheld(file, category) ? Optional.of(Reason.DECISION) : notPortable;
    }

    /** Whether the request was granted for other categories than this one. */
    static boolean isWithheld(RequestFile file, String category) {
        List<String> granted = file.decision().categories();
        return !granted.isEmpty() && !granted.contains(category);
    }

    private static LeftOut sum(LeftOut one, LeftOut other) {
        return new LeftOut(one.reason(), one.rows() + other.rows());
    }

    /** Why a category is not portable; empty when it is. */
    static Optional<Reason> notPortable(Policy policy, String id) {
        Optional<Policy.Category> category = policy.category(id);
        if (category.isEmpty()) {
            return Optional.of(Reason.UNDESCRIBED);
        }
        if (category.get().source() == Source.CUSTOMERS) {
            return Optional.of(Reason.NOT_FROM_THE_PERSON);
        }
        boolean agreed = category.get().purposes().stream()
                .flatMap(purpose -> policy.purpose(purpose).stream())
                .map(Policy.Purpose::legalBasis)
                .anyMatch(basis -> basis == LegalBasis.CONSENT || basis == LegalBasis.CONTRACT);
        return agreed ? Optional.empty() : Optional.of(Reason.NO_CONSENT_OR_CONTRACT);
    }

    @Override
    public String toString() {
        return "PackedData[redacted]";
    }
}
