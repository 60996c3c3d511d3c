package nl.privacyloket.request.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.request.file.Person;
import nl.privacyloket.request.file.Verdict;
import nl.privacyloket.request.law.RefusalGround;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.policy.Channel;
import nl.privacyloket.request.policy.LocalizedText;
import nl.privacyloket.request.state.Outcome;
import nl.privacyloket.request.state.RequestStatus;
import nl.privacyloket.request.state.Step;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A request as it stands.
 *
 * @param outcome what came of it, or null until it is closed
 * @param extendedOn the date that an extension led to, or null
 * @param overdue whether the operative date has passed and the request is still open
 * @param warning what a person should know before insisting on this right, in the language of the request; absent for none
 * @param restrictionGround which case of art. 18(1) the person names; absent for none
 * @param erasureGround which case of art. 17(1) the person names; absent for none
 * @param allowed steps that the one who looks can take now
 * @param planHash what a decision on an erasure names; to staff, and absent until there is a plan
 * @param verdicts what an erasure does, or did, by system and category; to the person only once granted, and not to
 *     who reports a child's data
 * @param exportUntil until when the package can be downloaded, or null
 * @param backupsUntil the day on which what was erased has gone from the last backup too; absent when nothing was, or no end is known
 * @param restriction the restriction that the request led to, or null
 * @param combinedWith other requests that came in the same message
 * @param transfer of the package to another controller; absent when the person named none
 * @param revision what {@code If-Match} takes, in quotes
 * @param casework how it was handled
 * @param forStaff what staff see beside; absent for the person
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@Schema(name = "Request")
public record RequestDetail(
        UUID id,
        String organisation,
        String organisationName,
        String reference,
        Right right,
        RequestStatus status,
        @JsonInclude Outcome outcome,
        Channel channel,
        @JsonInclude String role,
        String locale,
        Instant receivedAt,
        LocalDate receivedOn,
        @JsonInclude LocalDate promisedOn,
        LocalDate statutoryDueOn,
        LocalDate alarmOn,
        LocalDate dueOn,
        @JsonInclude LocalDate extendedOn,
        boolean overdue,
        @JsonInclude Instant confirmedAt,
        @JsonInclude Instant closedAt,
        int policyVersion,
        String restrictionGround,
        String erasureGround,
        List<Step> allowed,
        String warning,
        Identity identity,
        Decision decision,
        List<Task> tasks,
        String planHash,
        List<Verdict> verdicts,
        @JsonInclude Instant exportUntil,
        LocalDate backupsUntil,
        Transfer transfer,
        Restriction restriction,
        List<UUID> combinedWith,
        long revision,
        @JsonUnwrapped CaseworkView casework,
        ForStaff forStaff) {

    /**
     * Who asks: what is asked of them, what they handed in and what came of it.
     *
     * @param rule {@code confirmed-email}, {@code masked-id-copy}, or {@code report} when somebody reports data of a child
     * @param copy of an identity document, until it is destroyed; else absent
     * @param representation whether somebody may act for the person; absent when nobody does
     * @param method how it was established; outcome and checkedAt go with it; absent until then
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RequestIdentity")
    public record Identity(
            String rule,
            Upload copy,
            Representation representation,
            String method,
            String outcome,
            Instant checkedAt) {}

    /**
     * Something that was handed in.
     *
     * @param inspection {@code passed}, {@code awaiting-person} or {@code not-inspected}
     */
    @Schema(name = "RequestUpload")
    public record Upload(Instant receivedAt, String mediaType, String inspection) {}

    /**
     * Whether somebody may act for the person.
     *
     * @param evidence until it is destroyed; else absent
     * @param outcome {@code verified} or {@code not-verified}; absent until it is established
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RequestRepresentation")
    public record Representation(String capacity, Upload evidence, String outcome, Instant checkedAt) {}

    /**
     * What was decided.
     *
     * @param groundText the ground in words, or null
     * @param reason to the person, or null
     * @param categories that it was granted for; empty for all that was asked
     * @param purpose that data are no longer used for; absent for none
     * @param corrections that are carried out; empty for none
     */
    @Schema(name = "RequestDecision")
    public record Decision(
            Outcome outcome,
            RefusalGround ground,
            LocalizedText groundText,
            String reason,
            List<String> categories,
            String purpose,
            List<Person.Correction> corrections,
            Instant decidedAt) {
        @Override
        public String toString() {
            return "Decision[" + outcome + "]";
        }
    }

    /**
     * A restriction and its end.
     *
     * @param endAnnouncedAt when it was decided to lift it, or null
     * @param endToldAt when the message about that left, or null: before it nothing is lifted
     */
    @Schema(name = "RequestRestriction")
    public record Restriction(Instant since, Instant endAnnouncedAt, Instant endToldAt, Instant liftedAt) {}

    /**
     * A package for another controller.
     *
     * @param to name of that controller
     * @param offeredAt when the person last had it offered, or null
     * @param transferredAt when that controller fetched it, or null
     */
    @Schema(name = "RequestTransfer")
    public record Transfer(
            String to,
            @JsonInclude Instant offeredAt,
            @JsonInclude Instant transferredAt) {
        @Override
        public String toString() {
            return "Transfer[redacted]";
        }
    }

    /** What a data system is doing. */
    @Schema(name = "RequestTask")
    public record Task(String system, String command, String state, Instant changedAt) {}

    /**
     * For those who handle the request.
     *
     * @param failure what keeps the execution up, or null
     * @param lifting what staff noted while a restriction ended; absent when they noted nothing
     * @param possibleDuplicates other requests that may be the same person's
     */
    @Schema(name = "RequestForStaff")
    public record ForStaff(
            Person person,
            List<String> categories,
            String purpose,
            String identityNote,
            Instant plannedAt,
            Failure failure,
            Lifting lifting,
            List<UUID> possibleDuplicates) {
        @Override
        public String toString() {
            return "ForStaff[redacted]";
        }
    }

    /**
     * How people helped a restriction end.
     *
     * @param tellingNote on how the person was told; absent when a message did it
     * @param closingReason why it was closed without word of every data system; absent when they all answered
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "RequestLifting")
    public record Lifting(String tellingNote, String closingReason) {
        @Override
        public String toString() {
            return "Lifting[redacted]";
        }
    }

    /** A system that could not do its part. */
    @Schema(name = "RequestFailure")
    public record Failure(String system, String reason) {}
}
