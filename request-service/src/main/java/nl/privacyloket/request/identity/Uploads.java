package nl.privacyloket.request.identity;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import nl.privacyloket.kit.access.Roles;
import nl.privacyloket.kit.problem.ProblemException;
import nl.privacyloket.kit.problem.ProblemTexts;
import nl.privacyloket.request.InvalidInput;
import nl.privacyloket.request.RequestServiceConfig;
import nl.privacyloket.request.access.RequestAccess;
import nl.privacyloket.request.document.DocumentInspection;
import nl.privacyloket.request.document.Finding;
import nl.privacyloket.request.document.Inspection;
import nl.privacyloket.request.evidence.Evidence;
import nl.privacyloket.request.evidence.EvidenceKind;
import nl.privacyloket.request.evidence.EvidenceStore;
import nl.privacyloket.request.evidence.HandedIn;
import nl.privacyloket.request.evidence.IdentityDemand;
import nl.privacyloket.request.evidence.IdentityDemands;
import nl.privacyloket.request.evidence.UploadCounts;
import nl.privacyloket.request.file.RequestFile;
import nl.privacyloket.request.journal.FactKind;
import nl.privacyloket.request.journal.RequestEvents;
import nl.privacyloket.request.journal.RequestFacts;
import nl.privacyloket.request.journal.RequestJournal;
import nl.privacyloket.request.state.IllegalStepException;
import nl.privacyloket.request.state.Step;
import org.jboss.resteasy.reactive.RestResponse;

/** Takes files from persons and hands them to staff. A file is looked at outside any transaction, which may take a while. */
@ApplicationScoped
class Uploads {

    private final RequestAccess access;
    private final RequestServiceConfig config;
    private final DocumentInspection inspection;
    private final IdentityDemands demands;
    private final HandedIn handedIn;
    private final EvidenceStore store;
    private final RequestJournal journal;
    private final Clock clock;
    private final UploadTurns turns;
    private final UploadCounts counts;
    private final RequestFacts facts;

    Uploads(
            RequestAccess access,
            RequestServiceConfig config,
            DocumentInspection inspection,
            IdentityDemands demands,
            HandedIn handedIn,
            EvidenceStore store,
            RequestJournal journal,
            Clock clock,
            UploadTurns turns,
            UploadCounts counts,
            RequestFacts facts) {
        this.access = access;
        this.config = config;
        this.inspection = inspection;
        this.demands = demands;
        this.handedIn = handedIn;
        this.store = store;
        this.journal = journal;
        this.clock = clock;
        this.turns = turns;
        this.counts = counts;
        this.facts = facts;
    }

    /** What a person sends. */
    record Sent(UUID request, String token, String contentType, String language, InputStream body) {
        @Override
        public String toString() {
            return "Sent[" + request + "]";
        }
    }

    /**
     * A copy of an identity document, stored when nothing is found on it.
     *
     * @throws ProblemException 422 when something is; then nothing is stored but that; 429 or 503 when it has to wait
     */
    UploadAnswer takeCopy(Sent sent) throws IOException {
        require(sent, IdentityDemand::asksCopy, "identity-copy-not-asked");
        try (UploadTurns.Turn turn = turns.take(sent.request())) {
            count(sent);
            return inspected(sent);
        }
    }

    private UploadAnswer inspected(Sent sent) throws IOException {
        UploadedFile file = read(sent);
        Inspection found = inspection.inspect(file.content(), file.type());
        if (found.isRefused()) {
            List<Finding> findings =
                    found.findings().stream().sorted(Comparator.naturalOrder()).toList();
            QuarkusTransaction.requiringNew().run(() -> noteRefusal(lockForUpload(sent), findings));
            throw refusal(findings, ProblemTexts.language(sent.language()));
        }
        return store(sent, EvidenceKind.IDENTITY_COPY, file, found.code());
    }

    /** Evidence that somebody may act for the person; nothing is looked for in it. */
    UploadAnswer takeEvidence(Sent sent) throws IOException {
        require(sent, IdentityDemand::asksRepresentation, "representation-evidence-not-asked");
        try (UploadTurns.Turn turn = turns.take(sent.request())) {
            count(sent);
            return store(sent, EvidenceKind.REPRESENTATION, read(sent), Evidence.NOT_INSPECTED);
        }
    }

    /** Each upload costs an inspection and perhaps a mail, so there are not many in a day. */
    private void count(Sent sent) {
        Instant now = now();
        int uploads = QuarkusTransaction.requiringNew()
                .call(() -> counts.count(sent.request(), LocalDate.ofInstant(now, ZoneOffset.UTC)));
        if (uploads > config.documents().perDay()) {
            Instant tomorrow = now.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
            throw new ProblemException(
                    429,
                    "too-many-uploads",
                    Map.of(
                            ProblemException.RETRY_AFTER,
                            Duration.between(now, tomorrow).toSeconds() + 1));
        }
    }

    /** Before anything is read: whether there is a request that waits for such a file, and none is sent for nothing. */
    private void require(Sent sent, Predicate<IdentityDemand> asked, String otherwise) {
        QuarkusTransaction.requiringNew().run(() -> {
            RequestFile file = access.forPerson(sent.request(), sent.token());
            if (!asked.test(demands.of(file))) {
                throw new ProblemException(409, otherwise);
            }
            if (!Step.IDENTITY_DOCUMENT.isFrom(file.status())) {
                throw new IllegalStepException(Step.IDENTITY_DOCUMENT, file.status());
            }
        });
    }

    private UploadedFile read(Sent sent) throws IOException {
        return UploadedFile.read(
                sent.contentType(), sent.body(), config.documents().largest(), new InvalidInput(sent.language()));
    }

    private RequestFile lockForUpload(Sent sent) {
        RequestFile file = access.lockForPerson(sent.request(), sent.token());
        file.handIn();
        return file;
    }

    private UploadAnswer store(Sent sent, EvidenceKind kind, UploadedFile file, String inspected) {
        return QuarkusTransaction.requiringNew().call(() -> {
            RequestFile request = lockForUpload(sent);
            boolean replaced = store.of(request.id()).containsKey(kind);
            Evidence evidence = new Evidence(kind, file.type(), inspected, now());
            handedIn.take(request, evidence, file.content());
            return UploadAnswer.of(evidence, replaced);
        });
    }

    private void noteRefusal(RequestFile file, List<Finding> findings) {
        Instant now = now();
        List<String> codes = findings.stream().map(Finding::code).toList();
        Map<String, String> details = Map.of("findings", String.join(",", codes), "outcome", "refused");
        if (isTold(file, details)) {
            // The person has the mail, and the answer to the upload: no second mail of the same.
            journal.note(file, FactKind.IDENTITY_COPY_REFUSED, RequestJournal.SUBJECT, now, details);
            return;
        }
        journal.note(
                file,
                FactKind.IDENTITY_COPY_REFUSED,
                RequestJournal.SUBJECT,
                now,
                details,
                RequestEvents.identityCopyRefused(file, codes, now));
    }

    private boolean isTold(RequestFile file, Map<String, String> details) {
        return facts.of(file.id(), false).stream()
                .anyMatch(fact -> fact.kind().equals(FactKind.IDENTITY_COPY_REFUSED.code())
                        && fact.details().equals(details));
    }

    private static ProblemException refusal(List<Finding> findings, Locale language) {
        List<Map<String, String>> explained = findings.stream()
                .map(finding -> Map.of(
                        "code",
                        finding.code(),
                        "explanation",
                        ProblemTexts.find("finding." + finding.code(), language, Map.of())
                                .orElseThrow()))
                .toList();
        return new ProblemException(422, "identity-copy-refused", Map.of("findings", explained));
    }

    /**
     * The file for staff; that they saw it is noted.
     *
     * @throws ProblemException 404 when there is none, or none any more
     */
    RestResponse<byte[]> forStaff(UUID id, EvidenceKind kind) {
        RequestAccess.Visible visible = access.forPersonOrStaff(id, null, Roles.CASE_HANDLER, Roles.PRIVACY_OFFICER);
        RequestFile file = visible.file();
        Evidence evidence = store.of(file.id()).get(kind);
        if (evidence == null) {
            throw notFound();
        }
        // It can be destroyed between the one and the other.
        byte[] content = store.content(file.id(), kind).orElseThrow(Uploads::notFound);
        journal.noteRead(file, kind, visible.actor(), now());
        String name =
                file.reference() + "-" + kind.code() + "." + evidence.type().extension();
        return RestResponse.ResponseBuilder.ok(content)
                .type(evidence.type().code())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .build();
    }

    private static ProblemException notFound() {
        return new ProblemException(404, "not-found");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
