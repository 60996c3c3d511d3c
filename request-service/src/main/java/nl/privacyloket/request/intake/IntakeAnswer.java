package nl.privacyloket.request.intake;

import java.time.Instant;
import java.time.LocalDate;
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
        String statusToken) {

    static IntakeAnswer of(RequestFile file, String statusToken) {
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
                statusToken);
    }

    @Override
    public String toString() {
        return "IntakeAnswer[" + id + "]";
    }
}
