package nl.privacyloket.request.status;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.policy.Channel;
import nl.privacyloket.request.state.Outcome;
import nl.privacyloket.request.state.RequestStatus;

/** A request in a list: nothing in it tells whose it is. */
public record RequestSummary(
        UUID id,
        String reference,
        Right right,
        RequestStatus status,
        Outcome outcome,
        Channel channel,
        String role,
        Instant receivedAt,
        LocalDate promisedOn,
        LocalDate statutoryDueOn,
        LocalDate alarmOn,
        LocalDate dueOn,
        boolean overdue) {

    static RequestSummary of(RequestFile file, LocalDate today) {
        return new RequestSummary(
                file.id(),
                file.reference(),
                file.right(),
                file.status(),
                file.outcome(),
                file.channel(),
                file.role(),
                file.receivedAt(),
                file.dates().promisedOn(),
                file.dates().statutoryDueOn(),
                file.dates().alarmOn(),
                file.dates().dueOn(),
                file.isOverdue(today));
    }
}
