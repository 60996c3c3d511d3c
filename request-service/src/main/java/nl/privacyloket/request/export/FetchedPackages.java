package nl.privacyloket.request.export;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import nl.privacyloket.request.disclosure.Disclosures;
import nl.privacyloket.request.file.Person;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.SealedFields;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.policy.Policy;
import nl.privacyloket.request.policy.PolicyCatalogue;

/** Controllers that fetched a package of the person (art. 20(2)): they are recipients like those of a disclosure. */
@ApplicationScoped
class FetchedPackages {

    /** In the place of a disclosure's basis. */
    private static final String BASIS = "portability";

    private final OwnRequests own;
    private final SealedFields fields;
    private final PolicyCatalogue policies;

    FetchedPackages(OwnRequests own, SealedFields fields, PolicyCatalogue policies) {
        this.own = own;
        this.fields = fields;
        this.policies = policies;
    }

    /** What other controllers fetched, at the person's own request; the words are in the language of {@code file}. */
    List<Disclosures.Made> ofSamePerson(RequestFile file) {
        Words words = new Words(file.locale());
        return own.of(file).stream()
                .filter(other -> other.right() == Right.PORTABILITY)
                .filter(other -> other.transfer().transferredAt() != null)
                .map(other -> fetched(other, words))
                .toList();
    }

    private Disclosures.Made fetched(RequestFile file, Words words) {
        Person.Party receiver = fields.open(file).transferTo();
        return new Disclosures.Made(
                file.reference(),
                receiver.name(),
                null,
                file.transfer().transferredAt(),
                BASIS,
                "person",
                categories(file),
                words.of("given-for-portability"));
    }

    /** What its package could hold. */
    private List<String> categories(RequestFile file) {
        Policy policy = policies.version(file.organisation(), file.policyVersion());
        return policy.categories().stream()
                .map(Policy.Category::id)
                .filter(id -> file.categories().isEmpty() || file.categories().contains(id))
                .filter(id -> !PackedData.isWithheld(file, id))
                .filter(id -> PackedData.notPortable(policy, id).isEmpty())
                .toList();
    }
}
