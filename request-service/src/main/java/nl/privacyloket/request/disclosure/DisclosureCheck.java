package nl.privacyloket.request.disclosure;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import nl.privacyloket.request.InvalidInput;
import nl.privacyloket.request.policy.DisclosureBasis;
import nl.privacyloket.request.policy.Policy;

/** What must hold in a disclosure beyond the form of its members: it fits the organisation's policy and can be told. */
final class DisclosureCheck {

    /** Beyond these a time is a slip of the pen, and can be beyond any calendar. */
    private static final int YEARS_BACK = 10;

    private static final int YEARS_AHEAD = 1;

    private final DisclosureBody body;
    private final Policy policy;
    private final InvalidInput input;

    private DisclosureCheck(DisclosureBody body, Policy policy, InvalidInput input) {
        this.body = body;
        this.policy = policy;
        this.input = input;
    }

    /** Refuses a disclosure that does not fit. */
    static void require(DisclosureBody body, Policy policy, Instant now, InvalidInput input) {
        DisclosureCheck check = new DisclosureCheck(body, policy, input);
        check.basisAndTime(now);
        check.categories();
        check.subject();
        input.require(
                body.locale() == null || policy.languages().contains(body.locale()),
                "locale",
                "unknown",
                policy.languages());
        input.refuse();
    }

    /** Whether the person is asked before data go on that basis. */
    static boolean asksFirst(Policy policy, String basis) {
        return DisclosureBasis.ofCode(basis)
                .filter(policy.disclosures().consentFirst()::contains)
                .isPresent();
    }

    private void basisAndTime(Instant now) {
        input.require(
                DisclosureBasis.ofCode(body.basis()).isPresent(),
                "basis",
                "unknown",
                Arrays.stream(DisclosureBasis.values())
                        .map(DisclosureBasis::code)
                        .toList());
        if (body.disclosedAt() == null) {
            return;
        }
        ZonedDateTime today = now.atZone(policy.zone());
        input.require(
                !body.disclosedAt().isBefore(today.minusYears(YEARS_BACK).toInstant()), "disclosedAt", "too-long-ago");
        if (asksFirst(policy, body.basis())) {
            input.require(!body.disclosedAt().isBefore(now), "disclosedAt", "before-consent");
            input.require(
                    !body.disclosedAt().isAfter(today.plusYears(YEARS_AHEAD).toInstant()),
                    "disclosedAt",
                    "too-far-ahead");
        } else {
            input.require(!body.disclosedAt().isAfter(now), "disclosedAt", "in-the-future");
        }
    }

    private void categories() {
        List<String> known = policy.categories().stream()
                .filter(category -> !category.outOfReach())
                .map(Policy.Category::id)
                .toList();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < body.categories().size(); i++) {
            String category = body.categories().get(i);
            input.require(known.contains(category), "categories[" + i + "]", "unknown", known);
            input.require(seen.add(category), "categories[" + i + "]", "doubled");
        }
    }

    private void subject() {
        DisclosureBody.Subject subject = body.subject();
        boolean told = subject.email() != null
                || (subject.postalAddress() != null && !subject.postalAddress().isBlank());
        input.require(told, "subject.email", "address-required");
        List<String> types =
                policy.identifiers().stream().map(Policy.IdentifierType::type).toList();
        for (int i = 0; i < subject.identifiers().size(); i++) {
            input.require(
                    types.contains(subject.identifiers().get(i).type()),
                    "subject.identifiers[" + i + "].type",
                    "unknown",
                    types);
        }
    }
}
