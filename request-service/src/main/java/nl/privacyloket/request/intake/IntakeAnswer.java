package nl.privacyloket.request.intake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.state.RequestStatus;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the sender of a request gets.
 *
 * @param promisedOn last day of what the organisation promises, or null
 * @param alarmOn last statutory day un-rolled
 * @param dueOn the operative date
 * @param combined the other requests that the same message led to; the token and the code in the mail are for all
 * @param statusToken the person's private token; told once, here and by mail
 */
@Schema(name = "NewRequestAnswer")
public record IntakeAnswer(
        UUID id,
        String reference,
        RequestStatus status,
        Right right,
        Instant receivedAt,
        LocalDate promisedOn,
        LocalDate statutoryDueOn,
        LocalDate alarmOn,
        LocalDate dueOn,
        List<Combined> combined,
        String statusToken) {

    /** Another request from the same message. */
    @Schema(name = "CombinedRequest")
    public record Combined(UUID id, String reference, Right right) {}

    static IntakeAnswer of(List<RequestFile> parts, String statusToken) {
        RequestFile file = parts.get(0);
        return new IntakeAnswer(
                file.id(),
                file.reference(),
                file.status(),
                file.right(),
                file.receivedAt(),
                file.dates().promisedOn(),
                file.dates().statutoryDueOn(),
                file.dates().alarmOn(),
                file.dates().dueOn(),
                parts.stream()
                        .skip(1)
                        .map(part -> new Combined(part.id(), part.reference(), part.right()))
                        .toList(),
                statusToken);
    }

    @Override
    public String toString() {
        return "IntakeAnswer[" + id + "]";
    }
}
