package nl.privacyloket.request.evidence;

import jakarta.enterprise.context.ApplicationScoped;
import nl.privacyloket.request.file.Person;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.SealedFields;
import nl.privacyloket.request.people.Capacity;
import nl.privacyloket.request.policy.PolicyCatalogue;

/** Tells what a request asks of who makes it. */
@ApplicationScoped
public class IdentityDemands {

    private final PolicyCatalogue policies;
    private final SealedFields fields;

    IdentityDemands(PolicyCatalogue policies, SealedFields fields) {
        this.policies = policies;
        this.fields = fields;
    }

    /** By the policy under which the request was received. */
    public IdentityDemand of(RequestFile file) {
        Person.Representative representative = fields.open(file).representative();
        return new IdentityDemand(
                policies.version(file.organisation(), file.policyVersion())
                        .identity()
                        .of(file.right()),
                representative == null
                        ? null
                        : Capacity.ofCode(representative.capacity()).orElseThrow());
    }
}
