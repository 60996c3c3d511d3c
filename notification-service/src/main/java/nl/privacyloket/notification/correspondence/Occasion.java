package nl.privacyloket.notification.correspondence;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Why somebody is written to, with what must be said of it and stands nowhere else. Stored encrypted until the message
 * has been sent. The names of the types are stored: they are no class names and do not change.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Occasion.Confirmation.class, name = "confirmation"),
    @JsonSubTypes.Type(value = Occasion.Acknowledgement.class, name = "acknowledgement"),
    @JsonSubTypes.Type(value = Occasion.Decision.class, name = "decision"),
    @JsonSubTypes.Type(value = Occasion.Completion.class, name = "completion"),
    @JsonSubTypes.Type(value = Occasion.IdentityCopyRefused.class, name = "identity-copy-refused"),
    @JsonSubTypes.Type(value = Occasion.Clarification.class, name = "clarification"),
    @JsonSubTypes.Type(value = Occasion.Extension.class, name = "extension"),
    @JsonSubTypes.Type(value = Occasion.RestrictionLifting.class, name = "restriction-lifting"),
    @JsonSubTypes.Type(value = Occasion.Transfer.class, name = "transfer"),
    @JsonSubTypes.Type(value = Occasion.Transferred.class, name = "transferred"),
    @JsonSubTypes.Type(value = Occasion.ExportExpiring.class, name = "export-expiring"),
    @JsonSubTypes.Type(value = DisclosureOccasion.Consent.class, name = "disclosure-consent"),
    @JsonSubTypes.Type(value = DisclosureOccasion.Made.class, name = "disclosure"),
    @JsonSubTypes.Type(value = RecipientNotice.class, name = "recipient-notice"),
    @JsonSubTypes.Type(value = TermOccasion.DueSoon.class, name = "staff-due-soon"),
    @JsonSubTypes.Type(value = TermOccasion.Overdue.class, name = "staff-overdue"),
    @JsonSubTypes.Type(value = StaffOccasion.NewRequest.class, name = "staff-new"),
    @JsonSubTypes.Type(value = StaffOccasion.Answered.class, name = "staff-answered"),
    @JsonSubTypes.Type(value = StaffOccasion.TaskFailed.class, name = "staff-task-failed"),
    @JsonSubTypes.Type(value = StaffOccasion.MailFailed.class, name = "staff-mail-failed"),
    @JsonSubTypes.Type(value = StaffOccasion.Digest.class, name = "staff-digest")
})
public sealed interface Occasion
        permits Occasion.Confirmation,
                Occasion.Acknowledgement,
                Occasion.Decision,
                Occasion.Completion,
                Occasion.IdentityCopyRefused,
                Occasion.Clarification,
                Occasion.Extension,
                Occasion.RestrictionLifting,
                Occasion.Transfer,
                Occasion.Transferred,
                Occasion.ExportExpiring,
                DisclosureOccasion,
                RecipientNotice,
                TermOccasion,
                StaffOccasion {

    /** The word for this kind of message in events and in the API. */
    String kind();

    /**
     * Whether what it holds is erased when it has been sent. What says nothing of the person stays as long as the contact
     * does, so that staff can send it again to somebody who lost it.
     */
    default boolean goesWhenSent() {
        return true;
    }

    /** Who is written to. */
    default Receiver receiver() {
        return Receiver.REQUESTER;
    }

    /** The contact of a receiver who is not on file (any more): then it comes, and goes, with the occasion. */
    default Optional<Contact> ownContact() {
        return Optional.empty();
    }

    /** The task of the service that asked for it; empty when it answers for nothing of the kind. */
    default Optional<UUID> command() {
        return Optional.empty();
    }

    /** The disclosure that it is about; empty when it is about something else. */
    default Optional<DisclosureFacts> disclosure() {
        return Optional.empty();
    }

    /** What it is about, when it brings that itself; empty when it is about a request, which is on file. */
    default Optional<Matter> matter() {
        return disclosure().map(Matter.class::cast);
    }

    /** The person must show that the address is theirs. */
    record Confirmation() implements Occasion {
        @Override
        public String kind() {
            return "confirmation";
        }

        @Override
        public boolean goesWhenSent() {
            return false;
        }
    }

    /**
     * The request is in hand.
     *
     * @param identityOpen whether the organisation still has to find out who asks
     */
    record Acknowledgement(boolean identityOpen) implements Occasion {
        @Override
        public String kind() {
            return "acknowledgement";
        }

        @Override
        public boolean goesWhenSent() {
            return false;
        }
    }

    /**
     * It was decided.
     *
     * @param ground code of the legal ground from the published list; null when granted
     * @param reason in the words of who decided; null when granted
     * @param byRule whether a rule decided at once, because the person need not give reasons
     * @param purpose id of the purpose for which the data are no longer used, or null
     * @param categories ids of what it is granted for; empty for everything
     */
    record Decision(
            Outcome outcome, String ground, String reason, boolean byRule, String purpose, List<String> categories)
            implements Occasion {
        public Decision {
            categories = categories == null ? List.of() : List.copyOf(categories);
        }

        /** By people, on everything that was asked. */
        public Decision(Outcome outcome, String ground, String reason) {
            this(outcome, ground, reason, false, null, List.of());
        }

        @Override
        public String kind() {
            return "decision";
        }

        /** Redacted: the reason is about a person. */
        @Override
        public String toString() {
            return "Decision[" + outcome + "]";
        }
    }

    /**
     * Nothing remains to be done.
     *
     * @param verdicts after an erasure: what became of each category
     * @param exportUntil after access or portability: until when the file can be downloaded; null otherwise
     * @param overridden whether a person closed it before every system had said that it was done
     * @param backupsUntil after an erasure: the day on which backups have forgotten too; null when it is not known
     * @param report whether it goes to somebody who reported data of a child and is not told what was found
     */
    record Completion(
            Outcome outcome,
            List<Verdict> verdicts,
            Instant exportUntil,
            boolean overridden,
            boolean report,
            LocalDate backupsUntil)
            implements Occasion {
        public Completion {
            verdicts = verdicts == null ? List.of() : List.copyOf(verdicts);
        }

        /** Of which no end of backups is known. */
        public Completion(
                Outcome outcome, List<Verdict> verdicts, Instant exportUntil, boolean overridden, boolean report) {
            this(outcome, verdicts, exportUntil, overridden, report, null);
        }

        /** After everything was done. */
        public Completion(Outcome outcome, List<Verdict> verdicts, Instant exportUntil) {
            this(outcome, verdicts, exportUntil, false);
        }

        /** Of a person's own request. */
        public Completion(Outcome outcome, List<Verdict> verdicts, Instant exportUntil, boolean overridden) {
            this(outcome, verdicts, exportUntil, overridden, false);
        }

        @Override
        public String kind() {
            return "completion";
        }
    }

    /**
     * The copy of the identity document was of no use, and nothing of it was kept.
     *
     * @param findings codes of what was wrong with it
     */
    record IdentityCopyRefused(List<String> findings) implements Occasion {
        public IdentityCopyRefused {
            findings = List.copyOf(findings);
        }

        @Override
        public String kind() {
            return "identity-copy-refused";
        }
    }

    /**
     * The organisation has to know more before it can go on.
     *
     * @param question in the words of who asks
     */
    record Clarification(String question) implements Occasion {
        @Override
        public String kind() {
            return "clarification";
        }

        /** Redacted. */
        @Override
        public String toString() {
            return "Clarification[redacted]";
        }
    }

    /**
     * The answer comes later (GDPR art. 12(3)).
     *
     * @param until the new last day by law
     * @param reason in the words of who extended
     */
    record Extension(LocalDate until, String reason) implements Occasion {
        @Override
        public String kind() {
            return "extension";
        }

        /** Redacted. */
        @Override
        public String toString() {
            return "Extension[" + until + "]";
        }
    }

    /**
     * Data whose use was restricted are about to be used again (GDPR art. 18(3)).
     *
     * @param reason in the words of who decided so
     * @param contact who made the request, whose contact was forgotten when it was closed; null when nobody can be reached
     */
    record RestrictionLifting(String reason, Contact contact) implements Occasion {
        @Override
        public String kind() {
            return "restriction-lifting";
        }

        @Override
        public Optional<Contact> ownContact() {
            return Optional.ofNullable(contact);
        }

        /** Redacted. */
        @Override
        public String toString() {
            return "RestrictionLifting[redacted]";
        }
    }

    /**
     * Another controller can fetch the export (GDPR art. 20(2)).
     *
     * @param name of that controller
     * @param email where it is written to
     * @param token opens the file once
     * @param until when it ends to do so
     */
    record Transfer(String name, String email, String token, Instant until) implements Occasion {
        @Override
        public String kind() {
            return "transfer";
        }

        @Override
        public Receiver receiver() {
            return Receiver.CONTROLLER;
        }

        @Override
        public Optional<Contact> ownContact() {
            return Optional.of(new Contact(name, email, null, token, null, null));
        }

        /** Redacted. */
        @Override
        public String toString() {
            return "Transfer[redacted]";
        }
    }

    /**
     * The other controller fetched the export.
     *
     * @param contact as in {@link RestrictionLifting}
     */
    record Transferred(Instant at, Contact contact) implements Occasion {
        @Override
        public String kind() {
            return "transferred";
        }

        @Override
        public Optional<Contact> ownContact() {
            return Optional.ofNullable(contact);
        }
    }

    /**
     * The export goes soon, and nobody has fetched it.
     *
     * @param until when it goes
     * @param contact as in {@link RestrictionLifting}
     */
    record ExportExpiring(Instant until, Contact contact) implements Occasion {
        @Override
        public String kind() {
            return "export-expiring";
        }

        @Override
        public Optional<Contact> ownContact() {
            return Optional.ofNullable(contact);
        }
    }
}
