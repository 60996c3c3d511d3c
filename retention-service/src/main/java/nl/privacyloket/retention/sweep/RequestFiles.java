package nl.privacyloket.retention.sweep;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import nl.privacyloket.crypto.SubjectHash;
import nl.privacyloket.retention.hold.PersonIdentifier;
import nl.privacyloket.retention.policy.Policies;
import nl.privacyloket.retention.policy.PolicyVersion;
import nl.privacyloket.retention.register.HoldingRegister;
import nl.privacyloket.retention.register.Registration;
import nl.privacyloket.retention.register.SubjectKey;
import nl.privacyloket.retention.rule.Trigger;

/**
 * The files of closed requests as holdings like any other: the policy says how long they are kept. The register knows the
 * file, not the person: who asked for what is not to be found there. Beside it stand hashes of the person, which a hold is
 * compared with; they go with the file.
 */
@ApplicationScoped
public class RequestFiles {
    private static final String CATEGORY = "request-file";
    /** What stands where a holding has its person. */
    private static final String IDENTIFIER = "request-id";

    private final HoldingRegister register;
    private final Policies policies;
    private final FileSubjects subjects;
    private final SubjectHash hash;

    RequestFiles(HoldingRegister register, Policies policies, FileSubjects subjects, SubjectHash hash) {
        this.register = register;
        this.policies = policies;
        this.subjects = subjects;
        this.hash = hash;
    }

    /** From now on the term of the file runs; told again with another date, it runs from there. */
    public void closed(String organisation, UUID requestId, Instant at) {
        var zone = policies.current(organisation).map(PolicyVersion::zone).orElse(ZoneOffset.UTC);
        register.take(organisation, List.of(registration(organisation, requestId, LocalDate.ofInstant(at, zone))));
    }

    /**
     * Whom the file of a request is about, as far as it is known; told again with other identifiers, it is all of them. Until
     * it was told, the file stays while people hold anybody's data that it may be among.
     */
    public void isAbout(String organisation, UUID requestId, List<PersonIdentifier> identifiers) {
        subjects.add(
                organisation,
                requestId,
                identifiers.stream()
                        .map(identifier ->
                                SubjectKey.ofHex(hash.of(organisation, identifier.type(), identifier.value())))
                        .collect(Collectors.toSet()));
    }

    private Registration registration(String organisation, UUID requestId, LocalDate closedOn) {
        return new Registration(
                SliceKey.REQUEST_FILES,
                CATEGORY,
                SubjectKey.ofHex(hash.of(organisation, IDENTIFIER, requestId.toString())),
                requestId.toString(),
                Trigger.REQUEST_CLOSED,
                closedOn,
                null,
                false);
    }

    /** The file is gone, and with it what tells whose it was. */
    void erased(String organisation, UUID requestId) {
        subjects.forget(organisation, requestId);
        register.take(
                organisation, List.of(Registration.removed(SliceKey.REQUEST_FILES, CATEGORY, requestId.toString())));
    }
}
