package nl.privacyloket.request.status;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nl.privacyloket.request.access.RequestAccess;
import nl.privacyloket.request.evidence.IdentityDemand;
import nl.privacyloket.request.evidence.IdentityDemands;
import nl.privacyloket.request.file.Person;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.file.RequestFiles;
import nl.privacyloket.request.file.RequestTasks;
import nl.privacyloket.request.file.Restrictions;
import nl.privacyloket.request.file.SealedFields;
import nl.privacyloket.request.file.Verdict;
import nl.privacyloket.request.journal.RequestJournal;
import nl.privacyloket.request.law.RefusalGround;
import nl.privacyloket.request.law.Right;
import nl.privacyloket.request.policy.LocalizedText;
import nl.privacyloket.request.policy.Policy;
import nl.privacyloket.request.policy.PolicyCatalogue;
import nl.privacyloket.request.state.Outcome;
import nl.privacyloket.request.state.Step;
import org.jboss.resteasy.reactive.RestResponse;

/** Shows a request to the person or to staff. That staff saw it goes into the audit log. */
@ApplicationScoped
public class RequestDetails {

    /** A request of a year ago is no duplicate any more. */
    private static final Duration DUPLICATE_WITHIN = Duration.ofDays(365);

    private final RequestFiles files;
    private final RequestTasks tasks;
    private final SealedFields fields;
    private final PolicyCatalogue policies;
    private final Restrictions restrictions;
    private final CaseworkViews casework;
    private final AllowedSteps allowed;
    private final IdentityDemands demands;
    private final IdentityAnswers identities;
    private final RequestJournal journal;
    private final Clock clock;

    RequestDetails(
            RequestFiles files,
            RequestTasks tasks,
            SealedFields fields,
            PolicyCatalogue policies,
            Restrictions restrictions,
            CaseworkViews casework,
            AllowedSteps allowed,
            IdentityDemands demands,
            IdentityAnswers identities,
            RequestJournal journal,
            Clock clock) {
        this.files = files;
        this.tasks = tasks;
        this.fields = fields;
        this.policies = policies;
        this.restrictions = restrictions;
        this.casework = casework;
        this.allowed = allowed;
        this.demands = demands;
        this.identities = identities;
        this.journal = journal;
        this.clock = clock;
    }

    /** As the person sees it. */
    @Transactional(TxType.MANDATORY)
    public RequestDetail forPerson(RequestFile file) {
        files.flush();
        Outcome decided = file.decision().outcome();
        // Who reports a child's data acts for nobody: what is held about the child is not theirs to know.
        boolean told = decided != null && decided.isGrant() && !file.isReport();
        IdentityDemand demand = demands.of(file);
        return detail(
                file,
                demand,
                allowed.forPerson(file, demand),
                told ? file.plan().verdicts() : List.of(),
                null,
                null);
    }

    /** As staff see it; noted in the audit log. */
    @Transactional(TxType.MANDATORY)
    public RequestDetail forStaff(RequestFile file, String actor) {
        files.flush();
        Instant now = clock.instant();
        journal.noteRead(file, actor, now);
        String failure = file.execution().failure();
        RequestDetail.ForStaff more = new RequestDetail.ForStaff(
                fields.open(file),
                file.categories(),
                file.purpose(),
                fields.open(file.id(), "identity_note", file.identity().note()),
                file.plan().plannedAt(),
                failure == null
                        ? null
                        : new RequestDetail.Failure(file.execution().failedSystem(), failure),
                lifting(file),
                files.possibleDuplicates(file, now.minus(DUPLICATE_WITHIN)));
        return detail(
                file,
                demands.of(file),
                allowed.forStaff(file, actor),
                file.plan().verdicts(),
                file.plan().hash(),
                more);
    }

    /** An answer to staff with the request and its entity tag. */
    @Transactional(TxType.MANDATORY)
    public RestResponse<RequestDetail> answerToStaff(RequestFile file, String actor) {
        return answer(file, forStaff(file, actor), RestResponse.Status.OK);
    }

    /** The same for what is noted and takes effect only later (202). */
    @Transactional(TxType.MANDATORY)
    public RestResponse<RequestDetail> acceptedToStaff(RequestFile file, String actor) {
        return answer(file, forStaff(file, actor), RestResponse.Status.ACCEPTED);
    }

    /** An answer to the person with the request and its entity tag. */
    @Transactional(TxType.MANDATORY)
    public RestResponse<RequestDetail> answerToPerson(RequestFile file) {
        return answer(file, forPerson(file), RestResponse.Status.OK);
    }

    private static RestResponse<RequestDetail> answer(
            RequestFile file, RequestDetail detail, RestResponse.Status status) {
        return RestResponse.ResponseBuilder.create(status, detail)
                .header(HttpHeaders.ETAG, RequestAccess.eTag(file))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private RequestDetail detail(
            RequestFile file,
            IdentityDemand demand,
            List<Step> steps,
            List<Verdict> verdicts,
            String planHash,
            RequestDetail.ForStaff forStaff) {
        Policy policy = policies.version(file.organisation(), file.policyVersion());
        boolean toldOfHoldings = forStaff != null || !file.isReport();
        return new RequestDetail(
                file.id(),
                file.organisation(),
                policy.name(),
                file.reference(),
                file.right(),
                file.status(),
                file.outcome(),
                file.channel(),
                file.role(),
                file.locale(),
                file.receivedAt(),
                file.dates().receivedOn(),
                file.dates().promisedOn(),
                file.dates().statutoryDueOn(),
                file.dates().alarmOn(),
                file.dates().dueOn(),
                file.extendedOn(),
                file.isOverdue(policies.today(policy)),
                file.access().confirmedAt(),
                file.closedAt(),
                file.policyVersion(),
                file.restrictionGround(),
                file.erasureGround(),
                steps,
                warning(policy, file),
                identities.of(file, demand),
                decision(file, toldOfHoldings),
                toldOfHoldings ? tasks(file) : List.of(),
                planHash,
                verdicts,
                file.execution().exportUntil(),
                toldOfHoldings ? file.execution().backupsUntil() : null,
                transfer(file),
                restriction(file),
                combinedWith(file),
                file.revision(),
                casework.of(file, forStaff != null),
                forStaff);
    }

    private static String warning(Policy policy, RequestFile file) {
        LocalizedText warning = policy.warnings().get(file.right().code());
        return warning == null ? null : warning.in(file.locale());
    }

    private RequestDetail.Transfer transfer(RequestFile file) {
        Person.Party receiver =
                file.right() == Right.PORTABILITY ? fields.open(file).transferTo() : null;
        return receiver == null
                ? null
                : new RequestDetail.Transfer(
                        receiver.name(),
                        file.transfer().offeredAt(),
                        file.transfer().transferredAt());
    }

    private RequestDetail.Decision decision(RequestFile file, boolean withExtent) {
        if (file.decision().outcome() == null) {
            return null;
        }
        RefusalGround ground = file.decision().ground();
        return new RequestDetail.Decision(
                file.decision().outcome(),
                ground,
                ground == null ? null : new LocalizedText(ground.dutch(), ground.english()),
                fields.open(file.id(), "reason", file.decision().reason()),
                withExtent ? file.decision().categories() : List.of(),
                file.decision().purpose(),
                fields.openCorrections(file.id(), file.decision().corrections()),
                file.decision().decidedAt());
    }

    private RequestDetail.Restriction restriction(RequestFile file) {
        return restrictions
                .of(file)
                .map(found -> new RequestDetail.Restriction(
                        found.since(), found.announcedAt(), found.toldAt(), found.liftedAt()))
                .orElse(null);
    }

    private RequestDetail.Lifting lifting(RequestFile file) {
        return restrictions
                .of(file)
                .filter(found -> found.tellingNote() != null || found.closingReason() != null)
                .map(found -> new RequestDetail.Lifting(
                        fields.open(file.id(), "restriction_telling_note", found.tellingNote()),
                        fields.open(file.id(), "restriction_closing_reason", found.closingReason())))
                .orElse(null);
    }

    private List<UUID> combinedWith(RequestFile file) {
        return files.combination(file).stream()
                .map(RequestFile::id)
                .filter(id -> !id.equals(file.id()))
                .toList();
    }

    private List<RequestDetail.Task> tasks(RequestFile file) {
        return tasks.of(file.id()).stream()
                .map(task -> new RequestDetail.Task(task.system(), task.command(), task.state(), task.changedAt()))
                .toList();
    }
}
