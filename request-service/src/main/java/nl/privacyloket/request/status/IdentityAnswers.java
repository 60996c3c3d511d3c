package nl.privacyloket.request.status;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import nl.privacyloket.request.evidence.Evidence;
import nl.privacyloket.request.evidence.EvidenceKind;
import nl.privacyloket.request.evidence.EvidenceStore;
import nl.privacyloket.request.evidence.IdentityDemand;
import nl.privacyloket.request.evidence.RepresentationCheck;
import nl.privacyloket.request.evidence.RepresentationChecks;
import nl.privacyloket.request.file.IdentityCheck;
import nl.privacyloket.request.file.RequestFile;

/** Tells of a request what is asked of who makes it and what came of it. */
@ApplicationScoped
class IdentityAnswers {

    private final EvidenceStore evidence;
    private final RepresentationChecks representations;

    IdentityAnswers(EvidenceStore evidence, RepresentationChecks representations) {
        this.evidence = evidence;
        this.representations = representations;
    }

    RequestDetail.Identity of(RequestFile file, IdentityDemand demand) {
        Map<EvidenceKind, Evidence> there = evidence.of(file.id());
        IdentityCheck check = file.identity();
        return new RequestDetail.Identity(
                demand.code(),
                upload(there.get(EvidenceKind.IDENTITY_COPY)),
                representation(file, demand, there.get(EvidenceKind.REPRESENTATION)),
                check.method(),
                check.outcome(),
                check.checkedAt());
    }

    private RequestDetail.Representation representation(RequestFile file, IdentityDemand demand, Evidence handedIn) {
        if (demand.capacity() == null) {
            return null;
        }
        RepresentationCheck check = representations.of(file.id()).orElse(null);
        return new RequestDetail.Representation(
                demand.capacity().code(),
                upload(handedIn),
                check == null ? null : check.outcome(),
                check == null ? null : check.checkedAt());
    }

    private static RequestDetail.Upload upload(Evidence evidence) {
        return evidence == null
                ? null
                : new RequestDetail.Upload(
                        evidence.receivedAt(), evidence.type().code(), evidence.inspection());
    }
}
