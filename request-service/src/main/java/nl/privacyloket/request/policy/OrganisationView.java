package nl.privacyloket.request.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import nl.privacyloket.request.deadline.ResponseDeadline;
import nl.privacyloket.request.deadline.Term;
import nl.privacyloket.request.law.Right;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What somebody needs to know to make a request at an organisation.
 *
 * @param id what stands in paths
 * @param scopes what its policies are about; the first is meant when none is named, and the rest of this is about it
 * @param promisedTerm answer term that it promises, or null
 * @param statutoryTerm answer term by law, art. 12(3)
 * @param identity how a person shows who they are, by right
 * @param roles what a person can be to the organisation, with the data that it must and may have of them
 * @param warnings what to know before invoking a right, by right
 * @param disclosures when the person is asked before data go to somebody else
 * @param backups how long erased data live on in backups, or null
 */
public record OrganisationView(
        String id,
        String name,
        Policy.Contact contact,
        List<ScopeView> scopes,
        List<String> languages,
        List<Right> rights,
        Term promisedTerm,
        Term statutoryTerm,
        Policy.IdentityRules identity,
        List<Channel> channels,
        List<Policy.IdentifierType> identifiers,
        List<Policy.Role> roles,
        List<Policy.Category> categories,
        List<Policy.Purpose> purposes,
        Policy.Complaint complaint,
        Map<String, LocalizedText> warnings,
        List<Policy.Recipient> recipients,
        Policy.Disclosures disclosures,
        Policy.Backups backups,
        int policyVersion,
        LocalDate validFrom) {

    /**
     * What a policy of the organisation is about.
     *
     * @param id what an intake names
     */
    @Schema(name = "OrganisationScope")
    public record ScopeView(String id, LocalizedText name, int policyVersion, LocalDate validFrom) {
        static ScopeView of(Policy policy) {
            return new ScopeView(policy.scope().id(), policy.scope().name(), policy.version(), policy.validFrom());
        }
    }

    /** @param current the organisation's policies of today, at least one; the first speaks for it */
    static OrganisationView of(List<Policy> current) {
        Policy policy = current.get(0);
        return new OrganisationView(
                policy.organisation(),
                policy.name(),
                policy.contact(),
                current.stream().map(ScopeView::of).toList(),
                policy.languages(),
                policy.rights(),
                policy.promisedTerm(),
                ResponseDeadline.STATUTORY,
                policy.identity(),
                policy.channels(),
                policy.identifiers(),
                policy.roles(),
                policy.categories(),
                policy.purposes(),
                policy.complaint(),
                policy.warnings(),
                policy.recipients(),
                policy.disclosures(),
                policy.backups(),
                policy.version(),
                policy.validFrom());
    }
}
