package nl.privacyloket.request.journal;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.stream.Stream;

/** Timelines. */
@ApplicationScoped
public class RequestFacts implements PanacheRepository<RequestFact> {

    /** The timeline of a request in order of happening, whole or as the person sees it. */
    public PanacheQuery<RequestFact> of(UUID request, boolean forPerson) {
        Sort order = Sort.by("id");
        return forPerson
                ? find("requestId = ?1 and forPerson = true", order, request)
                : find("requestId", order, request);
    }

    /** Whether one of these things has happened to a request. */
    public boolean has(UUID request, FactKind... kinds) {
        return count(
                        "requestId = ?1 and kind in ?2",
                        request,
                        Stream.of(kinds).map(FactKind::code).toList())
                > 0;
    }
}
