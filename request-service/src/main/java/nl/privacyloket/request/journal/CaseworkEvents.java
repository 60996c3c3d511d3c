package nl.privacyloket.request.journal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.request.file.RequestFile;

/** Facts of {@code privacyloket.requests.v1} about the handling of a request: questions, the term, reminders. */
public final class CaseworkEvents {

    private CaseworkEvents() {}

    record ClarificationAsked(UUID requestId, String reference, Instant askedAt, String status, Sealed question) {}

    record Answered(
            UUID requestId,
            String reference,
            Instant answeredAt,
            String status,
            LocalDate statutoryDueOn,
            LocalDate dueOn) {}

    record Extended(
            UUID requestId,
            String reference,
            Instant extendedAt,
            LocalDate extendedOn,
            LocalDate statutoryDueOn,
            LocalDate alarmOn,
            LocalDate dueOn,
            Sealed reason) {}

    record Due(UUID requestId, String reference, String right, String status, LocalDate dueOn, Instant at) {}

    /** Sealed to notification-service: what the person is asked. */
    public record Question(String question) {
        @Override
        public String toString() {
            return "Question[redacted]";
        }
    }

    /** Staff asked the person something. */
    public static OutgoingEvent clarificationAsked(RequestFile file, Sealed question, Instant at) {
        return RequestEvents.event(
                "clarification-asked.v1",
                file,
                at,
                new ClarificationAsked(
                        file.id(), file.reference(), at, file.status().code(), question));
    }

    /** The person answered; the dates are those from now on. */
    public static OutgoingEvent answered(RequestFile file, Instant at) {
        return RequestEvents.event(
                "answered.v1",
                file,
                at,
                new Answered(
                        file.id(),
                        file.reference(),
                        at,
                        file.status().code(),
                        file.dates().statutoryDueOn(),
                        file.dates().dueOn()));
    }

    /** The term was extended. */
    public static OutgoingEvent extended(RequestFile file, Sealed reason) {
        Instant at = file.casework().extendedAt();
        return RequestEvents.event(
                "extended.v1",
                file,
                at,
                new Extended(
                        file.id(),
                        file.reference(),
                        at,
                        file.extendedOn(),
                        file.dates().statutoryDueOn(),
                        file.dates().alarmOn(),
                        file.dates().dueOn(),
                        reason));
    }

    /** The operative date is near. */
    public static OutgoingEvent dueSoon(RequestFile file, Instant at) {
        return RequestEvents.event("due-soon.v1", file, at, due(file, at));
    }

    /** The operative date has passed. */
    public static OutgoingEvent overdue(RequestFile file, Instant at) {
        return RequestEvents.event("overdue.v1", file, at, due(file, at));
    }

    private static Due due(RequestFile file, Instant at) {
        return new Due(
                file.id(),
                file.reference(),
                file.right().code(),
                file.status().code(),
                file.dates().dueOn(),
                at);
    }
}
