package nl.privacyloket.request.status;

import io.quarkus.panache.common.Parameters;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import nl.privacyloket.kit.paging.Page;
import nl.privacyloket.request.file.RequestFiles;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.state.RequestStatus;

/** Finds requests of one organisation. */
@ApplicationScoped
class RequestList {

    private final RequestFiles files;

    RequestList(RequestFiles files) {
        this.files = files;
    }

    /** What a request has to be; a null part does not matter. */
    record Filter(RequestStatus status, Right right, LocalDate dueBefore, Boolean overdue, String reference) {}

    /** The most urgent first. */
    Page<RequestSummary> find(String organisation, Filter filter, LocalDate today, int page, int size) {
        StringBuilder where = new StringBuilder("organisation = :organisation");
        Parameters parameters = Parameters.with("organisation", organisation);
        if (filter.status() != null) {
            where.append(" and status = :status");
            parameters.and("status", filter.status());
        }
        if (filter.right() != null) {
            where.append(" and right = :right");
            parameters.and("right", filter.right());
        }
        if (filter.dueBefore() != null) {
            where.append(" and term.dueOn < :dueBefore");
            parameters.and("dueBefore", filter.dueBefore());
        }
        if (filter.overdue() != null) {
            where.append(
                    filter.overdue()
                            ? " and (term.dueOn < :today and closedAt is null)"
                            : " and (term.dueOn >= :today or closedAt is not null)");
            parameters.and("today", today);
        }
        if (filter.reference() != null) {
            where.append(" and reference = :reference");
            parameters.and("reference", filter.reference());
        }
        var found = files.find(where.toString(), Sort.by("term.dueOn").and("id"), parameters);
        return new Page<>(
                found.page(page, size).stream()
                        .map(file -> RequestSummary.of(file, today))
                        .toList(),
                page,
                size,
                found.count());
    }
}
