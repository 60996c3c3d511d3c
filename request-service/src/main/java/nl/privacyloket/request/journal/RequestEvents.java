package nl.privacyloket.request.journal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.crypto.Sealed;
import nl.privacyloket.messaging.event.OutgoingEvent;
import nl.privacyloket.request.file.Person;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.Verdict;
import nl.privacyloket.request.law.Coded;

/** The facts of {@code privacyloket.requests.v1}, as they go out. */
public final class RequestEvents {

    /** Topic of all facts about requests; the key is the request's id. */
    public static final String TOPIC = "privacyloket.requests.v1";

    private static final String PREFIX = "nl.privacyloket.request.";

    private RequestEvents() {}

    record Received(
            UUID requestId,
            String reference,
            String right,
            String channel,
            String role,
            String locale,
            Instant receivedAt,
            LocalDate receivedOn,
            LocalDate promisedOn,
            LocalDate statutoryDueOn,
            LocalDate alarmOn,
            LocalDate dueOn,
            int policyVersion,
            String status,
            UUID combinedWith,
            Sealed contact,
            List<String> subjectHashes) {}

    record Confirmed(UUID requestId, String reference, Instant confirmedAt, String status, boolean byRule) {}

    record IdentityVerified(
            UUID requestId,
            String reference,
            String right,
            String role,
            String method,
            Instant verifiedAt,
            int policyVersion,
            LocalDate receivedOn,
            List<String> categories,
            Sealed subject) {}

    record IdentityCopyRefused(UUID requestId, String reference, Instant refusedAt, List<String> findings) {}

    record Decided(
            UUID requestId,
            String reference,
            String right,
            String outcome,
            String ground,
            Instant decidedAt,
            String planHash,
            boolean byRule,
            String purpose,
            List<String> categories,
            Sealed reason,
            Sealed upload,
            Sealed corrections,
            List<String> subjectHashes) {}

    record RestrictionLiftingAnnounced(
            UUID requestId, String reference, Instant announcedAt, Sealed reason, Sealed contact) {}

    record RestrictionLifted(
            UUID requestId,
            String reference,
            Instant liftedAt,
            int policyVersion,
            List<String> categories,
            Sealed subject) {}

    record RestrictionLiftingClosed(UUID requestId, String reference, Instant closedAt) {}

    record TransferOffered(UUID requestId, String reference, Instant offeredAt, Instant until, Sealed receiver) {}

    record Transferred(UUID requestId, String reference, Instant transferredAt, Sealed contact) {}

    record Withdrawn(UUID requestId, String reference, Instant withdrawnAt) {}

    record FileKept(UUID requestId, UUID commandId, Instant keptAt) {}

    record FileErased(UUID requestId, UUID commandId, Instant erasedAt) {}

    record Closed(
            UUID requestId,
            String reference,
            String right,
            String outcome,
            Instant closedAt,
            List<Verdict> verdicts,
            Instant exportUntil,
            boolean overridden,
            boolean report,
            LocalDate backupsUntil,
            Sealed subject,
            List<String> subjectHashes) {}

    record ExportExpiring(UUID requestId, String reference, Instant expiringAt, Instant until, Sealed contact) {}

    /**
     * Sealed to notification-service: whom to write to.
     *
     * @param email null when letters go by post
     * @param onBehalfOf the person concerned, when somebody acts for them; otherwise null
     */
    public record Contact(
            String name,
            String email,
            String confirmationCode,
            String statusToken,
            String postalAddress,
            String onBehalfOf) {
        @Override
        public String toString() {
            return "Contact[redacted]";
        }
    }

    /** Sealed to retention-service: by what data systems find the person. */
    public record Subject(List<Person.Identifier> identifiers) {
        @Override
        public String toString() {
            return "Subject[redacted]";
        }
    }

    /** Sealed to notification-service: why the decision is what it is. */
    public record Reason(String reason) {
        @Override
        public String toString() {
            return "Reason[redacted]";
        }
    }

    /** Sealed to notification-service: the other controller, and with what it fetches the export. */
    public record Receiver(String name, String email, String token) {
        @Override
        public String toString() {
            return "Receiver[redacted]";
        }
    }

    /** Sealed to retention-service: where data systems bring their part, and the key to their tokens. */
    public record Upload(String url, String secret) {
        @Override
        public String toString() {
            return "Upload[redacted]";
        }
    }

    /**
     * A request came in; {@code contact} is null when the person has no mail address.
     *
     * @param subjectHashes whom it is about, as far as that is claimed: by these an erasure finds what others keep of it
     */
    public static OutgoingEvent received(RequestFile file, Sealed contact, List<String> subjectHashes, Instant at) {
        return event(
                "received.v1",
                file,
                at,
                new Received(
                        file.id(),
                        file.reference(),
                        file.right().code(),
                        file.channel().code(),
                        file.role(),
                        file.locale(),
                        file.receivedAt(),
                        file.dates().receivedOn(),
                        file.dates().promisedOn(),
                        file.dates().statutoryDueOn(),
                        file.dates().alarmOn(),
                        file.dates().dueOn(),
                        file.policyVersion(),
                        file.status().code(),
                        file.combinedWith(),
                        contact,
                        subjectHashes));
    }

    /**
     * The person confirmed the address.
     *
     * @param byRule whether that is all there is to it: a rule decides at once
     */
    public static OutgoingEvent confirmed(RequestFile file, boolean byRule) {
        Instant at = file.access().confirmedAt();
        return event(
                "confirmed.v1",
                file,
                at,
                new Confirmed(file.id(), file.reference(), at, file.status().code(), byRule));
    }

    /** It is established who asks. */
    public static OutgoingEvent identityVerified(RequestFile file, Sealed subject) {
        Instant at = file.identity().checkedAt();
        return event(
                "identity-verified.v1",
                file,
                at,
                new IdentityVerified(
                        file.id(),
                        file.reference(),
                        file.right().code(),
                        file.role(),
                        file.identity().method(),
                        at,
                        file.policyVersion(),
                        file.dates().receivedOn(),
                        file.categories(),
                        subject));
    }

    /** A copy of an identity document was refused; nothing of it is kept. */
    public static OutgoingEvent identityCopyRefused(RequestFile file, List<String> findings, Instant at) {
        return event(
                "identity-copy-refused.v1",
                file,
                at,
                new IdentityCopyRefused(file.id(), file.reference(), at, findings));
    }

    /** Sealed to retention-service: what is to stand in which field. */
    public record Corrections(List<Person.Correction> corrections) {
        @Override
        public String toString() {
            return "Corrections[redacted]";
        }
    }

    /**
     * It was decided; {@code reason}, {@code upload} and {@code corrections} are null where there is none.
     *
     * @param subjectHashes of whom others must stop using data now, because the use of them was objected to or the consent to it
     *     withdrawn; otherwise empty
     */
    public static OutgoingEvent decided(
            RequestFile file, Sealed reason, Sealed upload, Sealed corrections, List<String> subjectHashes) {
        Instant at = file.decision().decidedAt();
        return event(
                "decided.v1",
                file,
                at,
                new Decided(
                        file.id(),
                        file.reference(),
                        file.right().code(),
                        code(file.decision().outcome()),
                        code(file.decision().ground()),
                        at,
                        file.decision().planHash(),
                        RequestJournal.SELF.equals(file.decision().decidedBy()),
                        file.decision().purpose(),
                        file.decision().categories(),
                        reason,
                        upload,
                        corrections,
                        subjectHashes));
    }

    /** The person is to be told that a restriction ends. */
    public static OutgoingEvent restrictionLiftingAnnounced(
            RequestFile file, Instant at, Sealed reason, Sealed contact) {
        return event(
                "restriction-lifting-announced.v1",
                file,
                at,
                new RestrictionLiftingAnnounced(file.id(), file.reference(), at, reason, contact));
    }

    /** The person has been told, and the restriction ends. */
    public static OutgoingEvent restrictionLifted(RequestFile file, Instant at, Sealed subject) {
        List<String> decided = file.decision().categories();
        return event(
                "restriction-lifted.v1",
                file,
                at,
                new RestrictionLifted(
                        file.id(),
                        file.reference(),
                        at,
                        file.policyVersion(),
                        decided.isEmpty() ? file.categories() : decided,
                        subject));
    }

    /** Staff closed the lifting of a restriction: people did what a data system could not. */
    public static OutgoingEvent restrictionLiftingClosed(RequestFile file, Instant at) {
        return event(
                "restriction-lifting-closed.v1",
                file,
                at,
                new RestrictionLiftingClosed(file.id(), file.reference(), at));
    }

    /** The export goes soon and nobody has fetched it; {@code contact} is null when the person has no address. */
    public static OutgoingEvent exportExpiring(RequestFile file, Sealed contact, Instant at) {
        Instant until = file.execution().exportUntil();
        return event(
                "export-expiring.v1", file, at, new ExportExpiring(file.id(), file.reference(), at, until, contact));
    }

    /** The person had the export offered to another controller. */
    public static OutgoingEvent transferOffered(RequestFile file, Sealed receiver) {
        Instant at = file.transfer().offeredAt();
        return event(
                "transfer-offered.v1",
                file,
                at,
                new TransferOffered(
                        file.id(), file.reference(), at, file.execution().exportUntil(), receiver));
    }

    /** The other controller fetched it; {@code contact} is null when the person has no address. */
    public static OutgoingEvent transferred(RequestFile file, Sealed contact) {
        Instant at = file.transfer().transferredAt();
        return event("transferred.v1", file, at, new Transferred(file.id(), file.reference(), at, contact));
    }

    /** The person took the request back. */
    public static OutgoingEvent withdrawn(RequestFile file) {
        return event(
                "withdrawn.v1", file, file.closedAt(), new Withdrawn(file.id(), file.reference(), file.closedAt()));
    }

    /**
     * The request is over; {@code subject} is null when nothing is known by which the person can be found.
     *
     * @param subjectHashes of whom others must erase what they keep of their own; otherwise empty
     */
    static OutgoingEvent closed(RequestFile file, Sealed subject, List<String> subjectHashes) {
        // Who reports a child's data is not told what is held about the child.
        boolean told = file.outcome().isGrant() && !file.isReport();
        return event(
                "closed.v1",
                file,
                file.closedAt(),
                new Closed(
                        file.id(),
                        file.reference(),
                        file.right().code(),
                        file.outcome().code(),
                        file.closedAt(),
                        told ? file.plan().verdicts() : List.of(),
                        file.execution().exportUntil(),
                        file.casework().isOverridden(),
                        file.isReport(),
                        told ? file.execution().backupsUntil() : null,
                        subject,
                        subjectHashes));
    }

    /** The file itself is gone: its own term has ended. */
    public static OutgoingEvent fileErased(String organisation, UUID requestId, UUID commandId, Instant at) {
        return OutgoingEvent.of(
                TOPIC,
                requestId.toString(),
                PREFIX + "file-erased.v1",
                organisation,
                at,
                new FileErased(requestId, commandId, at));
    }

    /** The file stays although its term has ended: it is still worked with. */
    public static OutgoingEvent fileKept(String organisation, UUID requestId, UUID commandId, Instant at) {
        return OutgoingEvent.of(
                TOPIC,
                requestId.toString(),
                PREFIX + "file-kept.v1",
                organisation,
                at,
                new FileKept(requestId, commandId, at));
    }

    static OutgoingEvent event(String type, RequestFile file, Instant at, Object data) {
        return OutgoingEvent.of(TOPIC, file.id().toString(), PREFIX + type, file.organisation(), at, data);
    }

    private static String code(Coded value) {
        return value == null ? null : value.code();
    }
}
