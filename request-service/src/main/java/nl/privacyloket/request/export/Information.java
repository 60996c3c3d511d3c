package nl.privacyloket.request.export;

import java.time.Instant;
import java.util.List;
import nl.privacyloket.request.disclosure.Disclosures;

/**
 * What a person is to be told beside their data, GDPR art. 15(1)(a) to (h) and 15(2): {@code information.json} as it
 * stands, and the readable page. Names are in the language of the request; codes are those of the policy.
 *
 * @param organisation its id
 * @param policyVersion the version that the request was made under
 * @param scope what that policy is about
 * @param askedCategories ids of the categories asked for; empty for everything
 * @param categories what is processed, by category: first those of which something was found
 * @param undescribed categories of which something was found though the policy does not describe them
 * @param outOfReach categories of which the organisation cannot know what it holds
 * @param complete whether every data system has answered; false when staff closed the request before
 * @param missingSystems data systems that are known to have brought no part before that
 * @param leftOut what was found and is not in the package, with the reason
 * @param disclosures to third parties, as they were made
 * @param transfersOutsideEea by the policy and by disclosures; {@code any} says explicitly whether there are
 * @param automatedDecisions in the sense of art. 22; {@code any} says explicitly whether there are
 * @param backups how long erased data live on in backups, or null when nothing is promised
 */
record Information(
        String organisation,
        String organisationName,
        Controller controller,
        String scope,
        int policyVersion,
        String reference,
        String right,
        String locale,
        Instant madeAt,
        Instant availableUntil,
        List<String> askedCategories,
        List<CategoryLine> categories,
        List<Named> undescribed,
        List<Named> outOfReach,
        boolean complete,
        List<String> missingSystems,
        List<LeftOut> leftOut,
        List<Disclosures.Made> disclosures,
        Transfers transfersOutsideEea,
        AutomatedDecisions automatedDecisions,
        Backups backups,
        List<PersonsRight> rights,
        Complaint complaint) {

    /** Who is answerable, and how it is reached about personal data. */
    record Controller(String name, String seat, String email, String postal, String phone) {}

    /** Something with an id and a name. */
    record Named(String id, String name) {}

    /**
     * A category: art. 15(1)(a) to (d) and (g).
     *
     * @param found rows of this person in the package; null when the decision keeps them back
     * @param retention one line for each rule
     */
    record CategoryLine(
            String id,
            String name,
            Integer found,
            List<Purpose> purposes,
            List<Recipient> recipients,
            List<Retention> retention,
            Source source) {}

    /** @param article of the GDPR that the legal basis stands in */
    record Purpose(String id, String name, String legalBasis, String article, String text) {}

    /** @param kind {@code processor} or {@code third-party} */
    record Recipient(String id, String name, String kind, String text) {}

    /** How long, with the rule as it stands in the policy. */
    record Retention(
            String kind, String period, String countFrom, String trigger, String basis, String action, String text) {}

    record Source(String code, String text) {}

    /** @param reason {@code decision}, {@code no-consent-or-contract}, {@code not-from-the-person} or {@code undescribed} */
    record LeftOut(String category, String name, int rows, String reason, String text) {}

    record Transfers(boolean any, List<Transfer> transfers) {}

    /** @param country as the policy or the disclosure names it */
    record Transfer(String country, String text) {}

    record AutomatedDecisions(boolean any, List<AutomatedDecision> decisions) {}

    record AutomatedDecision(String id, String name, String logic, String consequence) {}

    record Backups(String window, String text) {}

    /** A right that the person has beside this one: art. 15(1)(e). */
    record PersonsRight(String right, String article, String text) {}

    /** Where the person can go: art. 15(1)(f). */
    record Complaint(boolean firstWithOrganisation, String body, String url, String court) {}

    @Override
    public String toString() {
        return "Information[" + reference + "]";
    }
}
