package nl.privacyloket.request.policy;

import java.util.List;
import java.util.Map;
import nl.privacyloket.request.deadline.ResponseDeadline;
import nl.privacyloket.request.deadline.Term;
import nl.privacyloket.request.law.Right;

/**
 * What somebody needs to know to make a request at an organisation.
 *
 * @param id what stands in paths
 * @param promisedTerm answer term that it promises, or null
 * @param statutoryTerm answer term by law, art. 12(3)
 */
public record OrganisationView(
        String id,
        String name,
        Policy.Contact contact,
        Policy.Scope scope,
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
        int policyVersion) {

    static OrganisationView of(Policy policy) {
        return new OrganisationView(
                policy.organisation(),
                policy.name(),
                policy.contact(),
                policy.scope(),
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
                policy.version());
    }
}
