package nl.privacyloket.request.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import nl.privacyloket.request.policy.LocalizedText;
import nl.privacyloket.request.policy.Policy;
import nl.privacyloket.request.policy.PolicyCatalogue;
import org.jboss.resteasy.reactive.RestResponse;

/** Shows a disclosure to the person and to staff. */
@ApplicationScoped
class DisclosureDetails {

    private final DisclosureFields fields;
    private final PolicyCatalogue policies;

    DisclosureDetails(DisclosureFields fields, PolicyCatalogue policies) {
        this.fields = fields;
        this.policies = policies;
    }

    /** Answer with the entity tag; {@code forPerson} leaves out what staff alone see. */
    RestResponse<DisclosureDetail> answer(DisclosureFile file, boolean forPerson) {
        return RestResponse.ResponseBuilder.ok(of(file, forPerson))
                .header(HttpHeaders.ETAG, eTag(file))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    DisclosureDetail of(DisclosureFile file, boolean forPerson) {
        Policy policy = policies.version(file.organisation(), file.policyVersion());
        return new DisclosureDetail(
                file.id(),
                file.organisation(),
                policy.name(),
                file.reference(),
                file.state(),
                file.basis(),
                file.askedBy(),
                file.categories(),
                file.categories().stream()
                        .map(id ->
                                policy.category(id).map(Policy.Category::name).orElse(new LocalizedText(id, id)))
                        .toList(),
                fields.recipient(file),
                fields.purpose(file),
                file.locale(),
                allowed(file.state(), forPerson),
                file.registeredAt(),
                file.plannedFor(),
                file.answeredAt(),
                file.disclosedAt(),
                file.policyVersion(),
                file.revision(),
                forPerson ? null : fields.subject(file),
                forPerson ? null : fields.askerReference(file),
                forPerson ? null : file.answerChannel(),
                forPerson ? null : fields.answerNote(file),
                forPerson ? null : file.toldAt(),
                forPerson ? null : file.tellingFailedAt());
    }

    /** Entity tag of a disclosure in its present revision. */
    static String eTag(DisclosureFile file) {
        return "\"" + file.revision() + "\"";
    }

    private static List<String> allowed(DisclosureState state, boolean forPerson) {
        boolean open = state == DisclosureState.AWAITING_CONSENT || state == DisclosureState.CONSENTED;
        if (forPerson) {
            return open ? List.of("consent") : List.of();
        }
        if (state == DisclosureState.CONSENTED) {
            return List.of("consent", "completion");
        }
        return open ? List.of("consent") : List.of();
    }
}
